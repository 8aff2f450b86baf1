"""What is asked of the sources themselves."""
