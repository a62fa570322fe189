"""What a customer says they do not want: "não quero cancelar" is not a wish to cancel."""

import re

from prosa.language.entities.reading import fold

_REFUSAL = re.compile(
    r"\b(?:nao|num|nem) (?:quero|queria|queremos|quis|desejo|pretendo|preciso(?: de)?|precisa(?:m)?(?: de)?"
    r"|pedi|gostaria de|(?:e|era) (?:pra|para)|(?:estou|to) (?:querendo|pedindo)|vou(?= \w+r\b)"
    r"|vamos(?= \w+r\b)) (?:mais (?=\w+[aei]r\b))?(?P<thing>\S.*)"
)
_STILL_WANTED = re.compile(
    r"(?:que|saber|esperar|receber|pagar|ficar|perder|ser|ter|estar|poder|conseguir|precisar|querer|aceitar"
    r"|continuar|renovar|participar)\b"
)
"""What one refuses in order to get something: who does not want to receive letters wants them stopped."""

_NO_LONGER = re.compile(r"(?:\w+ ){0,3}mais\b")
_MACHINE = re.compile(
    r"\b(?:robos?|bots?|maquinas?|computador|gravacao|chatbot|assistente virtual|inteligencia artificial"
    r"|automatic[oa]s?|automacao|eletronico)\b"
)
_SAID_AGAIN = re.compile(r"[\s,]+(?:nao|nada|viu|ta|ok)\W*$")


def refused(clause: str) -> str | None:
    """What this clause refuses, worded as the wish that it is not ("quero cancelar"); None for no refusal.

    Only verbs of wanting refuse: "não consigo cancelar" and "não chegou" do not. "Não quero mais cancelar"
    does; "não quero mais o produto" gives up what was wanted, "não quero falar com robô" asks for a person.
    """
    match = _REFUSAL.search(fold(clause))
    if match is None or "?" in clause:
        return None
    thing = match["thing"]
    if _STILL_WANTED.match(thing) or _NO_LONGER.match(thing) or _MACHINE.search(thing):
        return None
    return f"quero {_SAID_AGAIN.sub('', thing)}"
