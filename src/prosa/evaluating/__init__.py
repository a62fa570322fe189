"""Measuring understanding on files of people's own: reading them, asking the models, telling the results."""
