"""Sentence encoders: text to unit vectors whose direction is the text's meaning."""
