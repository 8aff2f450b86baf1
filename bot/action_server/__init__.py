"""The action server: an HTTP service that runs the classes of ``actions`` for Rasa."""
