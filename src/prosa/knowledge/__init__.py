"""What the bot knows: articles and products, kept in PostgreSQL and found by meaning and by words."""
