"""What the log adds up to: definitions of figures, and the dashboard."""
