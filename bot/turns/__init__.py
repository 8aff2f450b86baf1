"""How a message of any channel becomes a turn: never lost, never silent, answered once."""
