"""Messages for channels that show nothing but text: cards as lines, options as a numbered list. Pure."""

import re
from collections.abc import Iterator, Sequence

from prosa.conversations.events import Message
from prosa.language.entities.reading import fold
from prosa.packs.rich import Cards, Page, Picture, Place, RichPart, Rows

MOST_OPTIONS = 12
_NUMBER = re.compile(r"\W*(?:(?:a |o )?(?:opcao|numero|n)\W{0,2})?(?P<number>\d{1,2})\s*[.)]?\W*")
_ORDINALS = ("primeir", "segund", "terceir", "quart", "quint")
_ORDINAL = re.compile(
    rf"\W*(?:(?:a|o|quero a|quero o)\s+)?(?P<which>{'|'.join(_ORDINALS)})[ao](?:\s+opcao)?\W*"
)
_LAST = re.compile(r"\W*(?:a|o)\s+ultim[ao](?:\s+opcao)?\W*")


def as_text(message: Message) -> str:
    """All of a message as text, its options numbered as `options_of` has them."""
    lines = [message.text, *_lines(message)]
    numbered = [f"{number}. {label}" for number, (label, _) in enumerate(_choices(message), 1)]
    if numbered:
        lines.append("\n".join(numbered))
    return "\n\n".join(line for line in lines if line)


def options_of(message: Message) -> tuple[str, ...]:
    """What choosing each of the numbered options says."""
    return tuple(says for _, says in _choices(message))


def chosen_of(text: str, options: Sequence[str]) -> str | None:
    """The option that a message chooses by its number: "2", "opção 2", "a segunda"; None when it does not."""
    if len(options) < 2 or len(text) > 30:
        return None
    folded = fold(text.strip())
    if match := _NUMBER.fullmatch(folded):
        place = int(match["number"]) - 1
    elif match := _ORDINAL.fullmatch(folded):
        place = _ORDINALS.index(match["which"])
    elif _LAST.fullmatch(folded):
        place = len(options) - 1
    else:
        return None
    return options[place] if 0 <= place < len(options) else None


def _choices(message: Message) -> list[tuple[str, str]]:
    """Label of each option, and what it says; each only once."""
    found: dict[str, str] = {}
    for action in message.actions:
        if action.kind != "open":
            found.setdefault(action.label if action.kind == "escalate" else action.value, action.label)
    for part in message.parts:
        for label, says in _choices_in(part):
            found.setdefault(says, label)
    for suggestion in message.suggestions:
        found.setdefault(suggestion, suggestion)
    return [(label, says) for says, label in found.items()][:MOST_OPTIONS]


def _choices_in(part: RichPart) -> Iterator[tuple[str, str]]:
    if isinstance(part, Cards):
        for card in part.cards:
            for button in card.buttons:
                if button.open is None:
                    yield f"{card.title}: {button.label}", button.say or button.label
    elif isinstance(part, Rows):
        for row in part.rows:
            if row.say is not None:
                yield row.title if row.text is None else f"{row.title} ({row.text})", row.say


def _lines(message: Message) -> Iterator[str]:
    for action in message.actions:
        if action.kind == "open" and not message.sources:
            yield f"{action.label}: {action.value}"
    for product in message.products:
        price = f"{product.price:,.2f}".translate(str.maketrans(",.", ".,"))
        yield f"• {product.name}, R$ {price}" + (f"\n  {product.link}" if product.link else "")
    for part in message.parts:
        if line := _line(part):
            yield line
    for source in message.sources:
        yield f"{source.title}: {source.link}"


def _line(part: RichPart) -> str:
    match part:
        case Cards(cards=cards):
            return "\n\n".join(
                "\n".join(
                    [f"*{card.title}*", *([card.text] if card.text else [])]
                    + [f"{button.label}: {button.open}" for button in card.buttons if button.open]
                )
                for card in cards
            )
        case Rows(title=title, rows=rows):
            read = [f"• {row.title}" + (f": {row.text}" if row.text else "") for row in rows if not row.say]
            return "\n".join([*([title] if title else []), *read])
        case Picture(alt=alt, image=image):
            return f"{alt}: {image}"
        case Page(title=title, text=text, link=link):
            return "\n".join([title, *([text] if text else []), link])
        case Place(title=title, address=address):
            return f"{title}\n{address}\n{part.link}"
