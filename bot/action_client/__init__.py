"""How the Rasa server calls the action server."""
