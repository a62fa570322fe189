"""What the bot says unasked: when the pack's rules allow it, once, and never against the customer's wish."""
