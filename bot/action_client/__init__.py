"""The client by which the Rasa server calls the action server."""
