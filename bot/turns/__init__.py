"""How a message becomes a turn, whatever the channel: never lost, never silent, answered once."""
