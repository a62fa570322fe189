"""Answers written by a language model, from the knowledge base's passages and nothing else."""
