"""The card beside a conversation: who the customer is, what came before, what could help."""
