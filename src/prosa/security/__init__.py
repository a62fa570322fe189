"""Tokens, keys, encryption at rest, rate limits: what keeps strangers out."""
