"""The Rasa server, the action server's process, and the programs that start them."""
