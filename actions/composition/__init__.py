"""From what was found to the reply: blocks, lengths, notes, next questions, plain text."""
