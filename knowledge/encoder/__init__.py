"""The sentence encoder: texts with similar meanings get vectors that are close to each other.

The model is all-MiniLM-L6-v2, converted to int8 ONNX on this machine by ``make encoder``.
"""

from knowledge.encoder.model import SentenceEncoder, load_encoder
from knowledge.encoder.weights import EncoderError, EncoderMissing

__all__ = ["EncoderError", "EncoderMissing", "SentenceEncoder", "load_encoder"]
