"""The sentence encoder: texts become vectors, and texts of one meaning have vectors that are near.

The model is all-MiniLM-L6-v2, made into int8 ONNX on this machine by ``make encoder``.
"""

from knowledge.encoder.model import SentenceEncoder, load_encoder
from knowledge.encoder.weights import EncoderError, EncoderMissing

__all__ = ["EncoderError", "EncoderMissing", "SentenceEncoder", "load_encoder"]
