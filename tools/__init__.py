"""What `make` does: set the checkout up, check it, run it. Needs Python 3.11 and nothing else."""
