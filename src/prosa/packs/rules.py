"""`intents:` of bot.yml: what the bot does for each. Field docstrings are the format's reference."""

from typing import Literal

from pydantic import model_validator

from prosa.packs.fields import Entry, Key, ShortText
from prosa.packs.forms import Offer
from prosa.packs.proactive import NoticeStep

_DOES = ("reply", "article", "articles", "products", "form", "handoff", "ticket", "memory", "proactive")


class Rule(Entry):
    """What the bot does when a message has an intent. Exactly one of the first nine is set."""

    reply: Key | None = None
    """Say a reply of replies.yml."""

    article: Key | None = None
    """Answer with this article."""

    articles: bool = False
    """Answer with the article that fits the message best, preferring those that name this intent."""

    products: bool = False
    """Show products that fit the message."""

    form: Key | None = None
    """Start a form of forms.yml."""

    handoff: Literal["now"] | None = None
    """`now`: call a person at once."""

    ticket: Literal["status", "add", "reopen"] | None = None
    """Of the customer's own tickets: tell how far one is, add to it what the customer says, open it again."""

    memory: Literal["show", "forget"] | None = None
    """Tell what is known of the customer, or erase it, after a confirmation."""

    proactive: NoticeStep | None = None
    """`stop`: say nothing unasked to this customer any more; `start`: do so again."""

    skill: ShortText | None = None
    """What the person should know when this ends with one, e.g. `sales`."""

    offer: Offer | None = None
    """With `articles` or `article`: a form to offer. A message that already gives what it asks first begins
    it at once."""

    fallback: Key | None = None
    """With `articles` or `products`: the reply when nothing fits."""

    suggestions: tuple[ShortText, ...] = ()
    """Quick replies under the answer."""

    label: ShortText | None = None
    """How "did you mean" names this intent on its button. Without: the intent is never offered."""

    say: ShortText | None = None
    """What tapping that button sends; a phrase this intent is understood from. Without: the label."""

    @property
    def is_small_talk(self) -> bool:
        """Whether it only says something, and is never offered as a reading: being wrong does no harm."""
        return self.reply is not None and self.label is None

    @model_validator(mode="after")
    def _one_thing(self) -> "Rule":
        chosen = [name for name in _DOES if getattr(self, name)]
        if len(chosen) != 1:
            raise ValueError(
                f"exactly one of {', '.join(_DOES)} is needed"
                + (f", found {' and '.join(chosen)}" if chosen else "")
            )
        if self.fallback and not (self.articles or self.products):
            raise ValueError("fallback goes with articles or products only")
        if self.offer and not (self.articles or self.article):
            raise ValueError("offer goes with articles or article only")
        if self.say and not self.label:
            raise ValueError("say is what tapping the label sends, so it needs a label")
        return self
