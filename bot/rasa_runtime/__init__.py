"""Changes to Rasa 3.6.21: patches, a rule index, a graph runner, a stub for TensorFlow, no fallbacks."""
