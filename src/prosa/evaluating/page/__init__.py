"""The results as a page: one HTML file that needs nothing else, for any screen, in light and dark."""
