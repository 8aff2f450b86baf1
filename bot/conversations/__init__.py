"""What is kept of conversations: every event, what the bot offered, and which messages were answered."""
