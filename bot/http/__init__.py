"""HTTP endpoints of the Rasa server that are not channels: health, metrics, users, errors."""
