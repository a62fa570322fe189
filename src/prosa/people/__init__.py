"""The people who work with Prosa: who they are, how they prove it, and what they may do."""
