"""From a message and the state of the conversation to a question: what is asked, and of what."""
