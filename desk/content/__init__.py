"""What editors publish: facts and questions as the project's own YAML, in the desk's folder of content."""
