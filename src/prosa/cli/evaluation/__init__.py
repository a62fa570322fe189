"""What `prosa evaluate` does for each task, and how it shows what came of it."""
