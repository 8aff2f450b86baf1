"""Messages that have no answer: refused honestly, asked back, or not about careers."""
