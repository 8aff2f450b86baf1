"""The pages of the desk, each a blueprint; ``registry`` lists them."""
