"""The core: what happened in a conversation, and the turn that answers a customer's message."""
