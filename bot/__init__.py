"""What the Rasa server loads, and the programs that start it."""
