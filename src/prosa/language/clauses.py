"""The clauses of a message: where one thing that a customer says ends, and the next begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from prosa.language.entities.reading import fold
from prosa.language.normalise import MODEL_LIMIT

MOST = 6
"""Clauses told apart; whatever follows belongs to the last one."""

_NUMBERS = frozenset(
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento duzentos trezentos".split()
)
"""Words that "e" joins into one number: "vinte e duas"."""

_BOUNDARY = re.compile(
    r"(?P<sentence>[.!?;]+(?=\s|$)|\n)"
    r"|(?P<comma>,(?=\s))"
    r"|\s(?=(?P<word>e|mas|porem|alem|aproveitando|alias)\s)"
    r"|\s(?=(?:eu )?(?:so|apenas|tambem|tbm?) (?:quero|queria|preciso|gostaria)\s)"
)
_LINKS = re.compile(
    r"\W*(?:(?:(?P<more>tambem|tbm?|alem d[ie]ss?t?o|aproveitando(?: que \w+ aqui)?|ja que \w+ aqui"
    r"|(?:mais )?uma outra coisa|outra (?:coisa|duvida|pergunta)|mais uma (?:coisa|duvida|pergunta)|alias)"
    r"|(?P<but>mas|porem)"
    r"|entao|por isso|dai|agora|antes|depois|primeiro|ah|por favor|pfv?|e)(?!\w)\W*)+"
)
"""Words that only lead over to a clause and are no part of it."""

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    "o a os as um uma de do da dos das em no na nos nas ao aos por pra para pro com sem que e ou se me te eu "
    "vc voce voces vcs meu minha meus minhas seu sua isso isto esse essa este esta ele ela lhe ja la aqui ai "
    "mais muito bem so tem ter foi ser".split()
)
"""Words that say nothing by themselves."""

_ASKS = re.compile(
    r"^\W*(?:eu |so |apenas |ainda |nao )*(?:quero|queria|gostaria|gostava|preciso|precisava|desejo"
    r"|necessito|posso|pode|podem|podes|poderia|poderiam|consegue|conseguem|consigo|da pra|da para|tem como"
    r"|tens|tem|aceita|aceitam|como|qual|quais|quanto|quantos|quantas|quando|onde|cade|kd|quem|que horas?"
    r"|que dia|por que|porque|pq|me \w+|cancel\w+|troc\w+|devolv\w+|mand\w+|envi\w+|pass\w+|ajud\w+|fal\w+"
    r"|sab\w+|ver|reclam\w+|pag\w+|\w+(?:ar|er|ir)|vou (?:precisar|querer))\b"
)
"""How a wish, an order or a question begins; folded text."""


class Joint(StrEnum):
    """How a clause hangs on to the one before it."""

    NONE = "none"
    SENTENCE = "sentence"
    AND = "and"
    MORE = "more"
    """ "também", "além disso", "outra coisa": what follows is a matter of its own."""
    COMMA = "comma"
    BUT = "but"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a message, `text == message[start:end]`, without the words that lead over to it."""

    text: str
    start: int
    end: int
    joint: Joint
    asks: bool
    """Whether it wishes, orders or asks, and does not just tell how things are."""


def clauses(message: str) -> tuple[Clause, ...]:
    """The clauses of a message, in order; a message of one clause has none to tell apart, so ().

    Pieces too small to mean anything alone stay with the clause before them. Reads the first 512 characters,
    in time proportional to them.
    """
    message = message[:MODEL_LIMIT]
    folded = fold(message)
    found: list[Clause] = []
    more = False
    for start, end, joint in _pieces(message, folded):
        link = _LINKS.match(folded, start, end)
        begin, finish = _trimmed(folded, link.end() if link else start, end)
        more = more or (link is not None and link["more"] is not None)
        if begin == finish:
            continue
        how = Joint.MORE if more else _told_by(link, joint)
        if _stands(folded[begin:finish], how) and len(found) < MOST:
            asks = _asks(folded, begin, finish) or (_goes_on(how) and bool(found) and found[-1].asks)
            found.append(
                Clause(
                    text=message[begin:finish],
                    start=begin,
                    end=finish,
                    joint=how if found else Joint.NONE,
                    # A single word is a topic; whether it is asked for, it does not say.
                    asks=asks and " " in folded[begin:finish],
                )
            )
            more = False
        elif found:
            last = found[-1]
            found[-1] = replace(last, text=message[last.start : finish], end=finish)
    return tuple(found) if len(found) > 1 else ()


def _pieces(message: str, folded: str) -> Iterator[tuple[int, int, Joint]]:
    start, joint = 0, Joint.NONE
    for match in _BOUNDARY.finditer(folded):
        word = match.start("word")
        # "é" is not "e", though both fold alike.
        if match["word"] == "e" and (
            message[word] not in "eE" or _joins_numbers(folded, match.start(), match.end("word"))
        ):
            continue
        yield start, match.start(), joint
        start = match.end()
        joint = Joint.SENTENCE if match["sentence"] else Joint.AND if match["word"] else Joint.COMMA
    yield start, len(folded), joint


def _asks(folded: str, start: int, end: int) -> bool:
    return _ASKS.search(folded[start:end]) is not None or folded[end : end + 2].lstrip().startswith("?")


def _goes_on(joint: Joint) -> bool:
    """Whether a clause shares the verb before it: "quero a nota e o boleto"."""
    return joint in (Joint.AND, Joint.MORE)


def _joins_numbers(folded: str, before: int, after: int) -> bool:
    """Whether the "e" between these places is part of a number: "vinte e duas", "14 e 30"."""
    word = folded[max(0, before - 12) : before].rpartition(" ")[2]
    return word in _NUMBERS or (word.isdigit() and folded[after : after + 2].strip().isdigit())


def _told_by(link: re.Match[str] | None, joint: Joint) -> Joint:
    if joint is Joint.SENTENCE or link is None:
        return joint
    if link["but"]:
        return Joint.BUT
    return Joint.AND if re.match(r"\W*e\b", link[0]) else joint


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " \n,.":
        start += 1
    while end > start and folded[end - 1] in " \n,":
        end -= 1
    return start, end


def _stands(folded: str, joint: Joint) -> bool:
    """Whether a piece can mean something alone: two words, or one long one in a list."""
    words = _WORD.findall(folded)
    telling = [word for word in words if word not in _EMPTY and len(word) > 2 and not word.isdigit()]
    if len(words) >= 2:
        return bool(telling)
    return bool(telling) and len(telling[0]) >= 5 and joint in (Joint.AND, Joint.COMMA)
