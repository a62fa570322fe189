"""`verdict:` of bot.yml: when a matter that the bot dealt with is over, and what becomes of bad ratings."""

from pydantic import Field

from prosa.packs.fields import Entry, IntentName, ShortText


class VerdictRules(Entry):
    """Asking for the customer's verdict. It is asked for once, when a matter is over, and never again."""

    after_minutes: int = Field(default=15, ge=0, le=24 * 60)
    """Silence after which what the bot has answered counts as settled. 0: only people end conversations."""

    closing: tuple[IntentName, ...] = ()
    """Intents with which customers take their leave: after these the bot waits for seconds, not minutes."""

    low: int = Field(default=2, ge=0, le=4)
    """Ratings up to this open a ticket, so that somebody gets back to the customer. 0: none does."""

    ticket: ShortText = "Avaliação baixa"
    """The type of that ticket."""
