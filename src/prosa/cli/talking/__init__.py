"""A customer at a terminal: the socket protocol on one side, a person or a pipe on the other."""
