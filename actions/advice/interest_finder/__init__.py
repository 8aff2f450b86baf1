"""The interest finder."""
