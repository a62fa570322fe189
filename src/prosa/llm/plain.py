"""A passage as a model may read it: what a visitor of the page would see, and no more.

What the company publishes is data to the model. Text that no reader sees (comments, hidden elements,
characters without width) and sentences that speak to the model instead of the reader are left out, so that
neither the model reads them nor the checker takes them for a source.
"""

import re
import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from prosa.language.entities.reading import fold

LONGEST = 6000
"""Characters of a passage."""

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_TO_THE_MODEL = re.compile(
    r"\b(?:ignor\w+|esquec\w+|desconsider\w+|desobedec\w+)\b.{0,40}\b(?:instruc\w+|regras?|orientac\w+|prompt|acima|anterior\w*)"
    r"|\b(?:assistente|chatbot|robo|bot|ia|llm|gpt|inteligencia artificial|modelo de linguagem)\b\s*[:,]"
    r"|\b(?:instruc\w+|mensagem|nota|aviso|ordem|comando)\s+(?:\w+\s+)?(?:para|ao|pro|a|do|da)\s+(?:[oa]\s+)?"
    r"(?:assistente|chatbot|robo|bot|ia|llm|sistema|modelo\s+de\s+linguagem)\b"
    r"|\b(?:system|developer|admin\w*)\s*(?:prompt|message|:|override|mode)"
    r"|\bmodo\s+(?:desenvolvedor|dan|deus|admin\w*|debug|livre|irrestrito)\b"
    r"|\b(?:voce|tu)\s+agora\s+(?:e|es|se\s+chama|sera)\b"
    r"|\b(?:voce|tu)\s+(?:e|es|deve|tem\s+que)\b.{0,60}"
    r"\b(?:assistente|chatbot|ia|dan|sem\s+(?:regras|filtros|limites)|fingir|ignorar|revelar|ao\s+cliente)\b"
    r"|\b(?:diga|responda|informe|fale|ofereca|revele|repita|mande|envie|peca|recomende)\b.{0,40}"
    r"\b(?:ao\s+cliente|aos\s+clientes|ao\s+usuario|para\s+o\s+cliente|para\s+o\s+usuario|sempre\s+que|a\s+quem\s+perguntar)\b"
    r"|\b(?:se|quando)\b.{0,30}\b(?:perguntar\w*|cliente\s+pedir)\b.{0,60}\b(?:diga|responda|ofereca|informe|mande)\b"
    r"|\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|rules?|previous|above|prompt)\b"
    r"|<\||\|>|\[/?inst\]|<<sys>>",
)
"""Sentences, lower-case and without accents, that nobody writes for a customer to read."""
_EMPTY = re.compile(r"<(?:br|hr|img|wbr)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@lru_cache(maxsize=2048)
def readable(markdown: str) -> str:
    """The visible text of an article or product, one block a line, in at most `LONGEST` characters."""
    lines = _lines(_MARKDOWN.parse(visible(markdown)[: 4 * LONGEST]))
    kept = (_for_readers(line) for line in lines)
    return "\n".join(line for line in kept if line)[:LONGEST]


def visible(text: str) -> str:
    """Without characters that show nothing: of no width, of direction, of control, tags, private use."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(each for each in composed if each in "\n\t" or unicodedata.category(each)[0] != "C")


def speaks_to_the_model(sentence: str) -> bool:
    """Whether a sentence gives orders to whoever reads it in order to answer."""
    return _TO_THE_MODEL.search(fold(sentence)) is not None


def _for_readers(line: str) -> str:
    """The line up to a sentence that is not for readers: what follows one goes on with it."""
    kept: list[str] = []
    for sentence in _SENTENCE.split(line):
        if speaks_to_the_model(sentence):
            break
        kept.append(sentence)
    return " ".join(kept).strip()


def _lines(tokens: list[Token]) -> list[str]:
    lines: list[str] = []
    row: list[str] = []
    in_row = False
    for token in tokens:
        match token.type:
            case "tr_open":
                row, in_row = [], True
            case "tr_close":
                lines.append(" | ".join(row))
                in_row = False
            case "inline":
                (row if in_row else lines).append(_inline(token.children or []))
            case "code_block" | "fence":
                lines += token.content.splitlines()
            case _:  # HTML blocks, and what only opens and closes others
                pass
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _inline(children: list[Token]) -> str:
    """Texts and links. What stands within an HTML element is left out with it: it may be hidden."""
    said: list[str] = []
    hidden = 0
    address = ""
    for child in children:
        if child.type == "html_inline":
            hidden = max(0, hidden + _opens(child.content))
            continue
        if hidden:
            continue
        match child.type:
            case "text" | "code_inline":
                said.append(child.content)
            case "softbreak" | "hardbreak":
                said.append(" ")
            case "link_open":
                address = str(child.attrGet("href") or "")
            case "link_close":
                # The label says little about where a link leads, and the checker must know the address.
                said.append(f" ({address})" if address and address not in "".join(said) else "")
            case _:  # pictures, and marks such as bold
                pass
    return "".join(said)


def _opens(tag: str) -> int:
    if (
        tag.startswith(("<!", "<?"))
        or tag.endswith("/>")
        or re.match(r"<(?:br|hr|img|wbr)\b", tag, re.IGNORECASE)
    ):
        return 0
    return -1 if tag.startswith("</") else 1
