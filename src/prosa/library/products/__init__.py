"""Brings products in: CSV, JSON and Google Merchant feeds, with their variants."""
