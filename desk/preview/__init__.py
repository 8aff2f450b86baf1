"""Shows what users would be answered if something were published: by the model and the actions themselves."""
