"""Stored conversations: events, offered payloads, idempotency keys, jobs, feedback, and Rasa's stores."""
