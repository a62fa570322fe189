"""Prosa: customer service in Brazilian Portuguese."""
