"""Encoders that need more than this machine has: a server that is asked, a hub that weights come from."""
