"""The library: articles written by people beside the pack's, and what is brought in from elsewhere."""
