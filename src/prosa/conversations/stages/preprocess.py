"""First stage: the text as models may read it."""

import unicodedata
from dataclasses import replace

from prosa.conversations.events import Message
from prosa.conversations.plain import chosen_of
from prosa.conversations.turn import Parts, Turn

_KEPT_CONTROLS = "\n\t"


async def preprocess(turn: Turn, parts: Parts) -> Turn:
    """Takes out characters that nobody sees; "2" becomes the second option. The log keeps it as written."""
    text = turn.message.data.text if isinstance(turn.message.data, Message) else ""
    shown = visible(text)
    if turn.wordless:
        return replace(turn, text=", ".join(card.name for card in turn.files))
    return replace(turn, text=chosen_of(shown, turn.context.options) or shown)


def visible(text: str) -> str:
    """The text without control, formatting, surrogate and private characters, and without outer spaces."""
    return "".join(
        character
        for character in text
        if character in _KEPT_CONTROLS or character == "\u200d" or unicodedata.category(character)[0] != "C"
    ).strip()
