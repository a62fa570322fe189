"""What somebody who works here may do."""

from enum import StrEnum


class Role(StrEnum):
    """Each may do all that those before it may."""

    AGENT = "agent"
    """Answers customers."""
    SUPERVISOR = "supervisor"
    """Teaches the bot, writes and publishes articles, reads reports, passes conversations on."""
    ADMIN = "admin"
    """Decides who works here, and as what."""

    @property
    def rank(self) -> int:
        """Higher may do more."""
        return tuple(Role).index(self)

    def may(self, needed: "Role") -> bool:
        """Whether this role is enough for what needs the other."""
        return self.rank >= needed.rank
