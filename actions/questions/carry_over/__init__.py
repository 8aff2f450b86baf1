"""What a message leaves open, and the conversation fills."""
