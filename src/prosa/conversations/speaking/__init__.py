"""How each decision is put into words and parts."""
