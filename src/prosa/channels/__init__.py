"""The ways customers reach us: one folder or module a channel."""
