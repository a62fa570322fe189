"""The customer's verdict: when a matter is over, what it was about, stars and thumbs."""
