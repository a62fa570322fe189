"""The company's own systems: what Prosa asks of them."""
