"""How many agents' sockets this node holds."""

MOST_SOCKETS = 2_000


class Room:
    """Counts them."""

    def __init__(self, limit: int = MOST_SOCKETS) -> None:
        self._limit = limit
        self.open = 0

    def enter(self) -> bool:
        """Takes a place; False when there is none."""
        if self.open >= self._limit:
            return False
        self.open += 1
        return True

    def leave(self) -> None:
        """Gives the place back."""
        self.open -= 1
