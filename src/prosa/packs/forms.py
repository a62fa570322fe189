"""forms.yml: what a form asks for, and what is done with it. Field docstrings are the format's reference."""

import re
from typing import Literal

from pydantic import Field, model_validator

from prosa.packs.fields import Entry, Key, ShortText


class Offer(Entry):
    """A form that is offered beside an answer: its first question follows, and may be passed over."""

    form: Key
    """The form of forms.yml."""

    ask: Key
    """Reply that offers it."""

    words: tuple[ShortText, ...] = ()
    """Only beside messages with one of these words in them (accents and case ignored)."""


class Slot(Entry):
    """One thing a form must know."""

    name: Key
    """Replies see the value as {{ values.name }}."""

    label: ShortText | None = None
    """What it is called in front of the customer, who may then change it by that name."""

    entity: str | None = None
    """Filled from an entity of this kind, said now or earlier in the conversation. Where a ticket or an
    action that changes something follows, the customer is asked whether what was said earlier is meant again
    (`form.confirm`)."""

    text: bool = False
    """Filled with the whole message instead."""

    type: Literal["number", "date", "photo", "yes_no"] | None = None
    """Filled with a number, a day, a photo that is sent in the chat (then with its name), a link to one or
    its description in words, or "sim" or "não"."""

    options: tuple[ShortText, ...] = ()
    """Filled with one of these, shown as quick replies. Beside `entity`: ways to answer without one; beside
    `text`: suggestions."""

    pattern: str | None = Field(default=None, max_length=200)
    """Filled with the first part of the message that fits this regular expression (case ignored). Beside
    `entity`: another way to answer. Beside `text`: what the text must fit from beginning to end."""

    check: Literal["cpf", "cnpj", "boleto"] | None = None
    """Whose check digits it must have."""

    min: float | None = None
    """Least number; earliest day, counted from today (1: tomorrow); least characters of a text."""

    max: float | None = None
    """Greatest number; latest day, counted from today; most characters of a text."""

    ends: Key | None = None
    """Its digits must end with what an earlier action found under this name, e.g. the end of a CPF."""

    when: dict[str, ShortText | tuple[ShortText, ...]] = {}
    """Asked for only when an earlier slot, or `found.name` of an earlier action, has this value or one of
    these."""

    required: bool = True
    """An optional slot is filled when the customer gave it, and never asked for unless `asked`."""

    asked: bool = False
    """An optional slot that is asked for once; "não tenho" and "pular" go on without it."""

    action: Key | None = None
    """Action that is run when it is filled, before the next question. When the company's system does not know
    the value, or finds fault with it, it is asked for again."""

    ask: Key
    """Reply that asks for it."""

    again: Key | None = None
    """Reply that asks once more, with help, after an answer that does not fit."""

    refused: Key | None = None
    """Reply when the action finds fault with the value; sees `reason`. Without: the form's `refused`."""

    @model_validator(mode="after")
    def _one_way(self) -> "Slot":
        ways = [self.entity is not None, self.text, self.type is not None]
        if sum(ways) > 1 or not (any(ways) or self.pattern or self.options):
            raise ValueError("a slot is filled from text, or from a type, an entity, options or a pattern")
        if self.pattern is not None:
            try:
                re.compile(self.pattern)
            except re.error as error:
                raise ValueError(f"the pattern is no regular expression: {error}") from None
        if (self.min is not None or self.max is not None) and not (
            self.text or self.type in ("number", "date")
        ):
            raise ValueError("min and max go with text, a number or a date")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError("max must not be below min")
        if self.asked and self.required:
            raise ValueError("asked is for optional slots; a required one is always asked for")
        return self


class Form(Entry):
    """An entry of forms.yml: questions, then something happens."""

    slots: tuple[Slot, ...] = Field(min_length=1)
    """What it must know, asked for in this order."""

    label: ShortText | None = None
    """What agents call it when they have the bot do it. Without: as the intent that begins it."""

    ticket: str | None = None
    """Opens a ticket of this type."""

    opens: Literal["first", "last"] = "last"
    """`first`: the ticket is opened at once with what is known, and answers are added to it."""

    lookup: Key | None = None
    """Asks this service of bot.yml for the slots' values, e.g. `orders`."""

    action: Key | None = None
    """Runs this action of actions.yml when all is known. Beside `ticket`: before it is opened or added to."""

    confirm: Key | None = None
    """Reply that sums up and asks before anything is done; sees `values` and `found`. Needed before an action
    that changes something, unless that says `confirm: false`."""

    done: Key
    """Reply when it is done; sees `ticket`, what actions `found`, and the service's answer (`order`)."""

    then: Offer | None = None
    """A form to offer when this one is done; it begins with what this one knows."""

    added: Key | None = None
    """With `opens: first`: reply when a later answer was added to the ticket; sees `ticket`."""

    not_found: Key | None = None
    """Reply when the service does not know the value."""

    refused: Key | None = None
    """Reply when the company's system refuses; sees `reason`, its own words."""

    unavailable: Key | None = None
    """Reply when the service does not answer."""

    tries: int = Field(default=3, ge=1, le=10)
    """Questions without a fitting answer after which a person is called; from the one before on, a person is
    offered beside the question."""

    timeout_minutes: float = Field(default=30, gt=0, le=10_080)
    """After so long without an answer it is laid aside: coming back, the customer is asked whether to go on
    (`form.resume`)."""

    @property
    def actions(self) -> tuple[str, ...]:
        """Names of the actions that it runs."""
        return tuple(
            name for name in (*(slot.action for slot in self.slots), self.action) if name is not None
        )

    @model_validator(mode="after")
    def _complete(self) -> "Form":
        if self.lookup and (self.ticket or self.action):
            raise ValueError("a form with lookup neither opens a ticket nor runs an action")
        if not (self.ticket or self.lookup or self.actions):
            raise ValueError("a form opens a ticket or asks a service: set ticket, action or lookup")
        if self.opens == "first" and not self.ticket:
            raise ValueError("opens: first needs a ticket to open")
        if self.added and self.opens != "first":
            raise ValueError("added is said when opens is first")
        if self.lookup and not (self.not_found and self.unavailable):
            raise ValueError("a form with lookup needs the replies not_found and unavailable")
        if self.actions and not (self.not_found and self.refused and self.unavailable):
            raise ValueError("a form with an action needs the replies not_found, refused and unavailable")
        names = [slot.name for slot in self.slots]
        if len(set(names)) < len(names):
            raise ValueError("two slots have the same name")
        return self
