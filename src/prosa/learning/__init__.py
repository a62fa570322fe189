"""Learning from use: what the bot did not understand becomes what the next model is taught."""
