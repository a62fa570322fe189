"""Finds what a message names: documents, contacts, orders, sums, dates, and names from the catalogue."""

from prosa.language.entities.finder import EntityFinder

__all__ = ["EntityFinder"]
