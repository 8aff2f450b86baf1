"""Messages that lean on the last answer."""
