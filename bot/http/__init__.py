"""HTTP endpoints of the Rasa server besides its channels: health, metrics, users, errors."""
