"""What agents work with in a conversation: canned replies, marks, files, the customer's card, suggestions."""
