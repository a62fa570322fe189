"""What a message about the customer's tickets names and adds. Pure."""

import re

from prosa.language.entities.reading import fold
from prosa.language.understanding import EntityKind, Understanding

_GREETS = r"(?:(?:oi|ola|bom dia|boa tarde|boa noite|por favor|pfv|entao|e)\W+)*"
_WANTS = (
    r"(?:(?:eu|so|queria|quero|gostaria(?: de)?|preciso|da (?:pra|para)|pode(?:m|ria)?|tem como|poderia(?:m)?"
    r"|pra|vou|consegue(?:m)?|voces?|vcs?)\W+){0,4}"
)
_VERB = (
    r"(?:acrescent\w*|adicion\w*|coloc\w*|coloqu\w*|po[erm]\w*|ponha\w*|anot\w*|inclu\w*|registr\w*|bot\w*"
    r"|escrev\w*|atualiz\w*|complement\w*|complet\w*|inform\w*|avis\w*|junt\w*|deix\w*|coment\w*|inser\w*"
    r"|corrig\w*|som\w*)"
)
_ASKS_TO_ADD = re.compile(rf"^\W*{_GREETS}{_WANTS}{_VERB}\b")
_TICKET = (
    r"(?:chamados?|tickets?|tiquetes?|solicitacao|reclamacao|protocolo|ocorrencia)"
    r"(?:\W{1,3}(?:numero|n|de|que|eu|ja|abri|aberto|fiz|atendimento|registrei)\b)*(?:\W{0,3}#?\d{1,9})?"
)
_THEN = re.compile(
    rf"\b{_TICKET}\s*(?:(?:o seguinte)?\s*[:,;-]\s*|\s(?:dizendo que|que|com|o seguinte)\s+)(?P<rest>.+)$",
    re.DOTALL,
)
_SOMETHING = r"(?:coisas?|informac\w+|detalhes?|dados?|comentarios?|observac\w+)"
_BEFORE = re.compile(rf"\b(?:mais )?(?:uma?|algumas?|outr[ao]s?)\s+{_SOMETHING}\b")
_IN_TICKET = re.compile(rf"\b(?:n[oa]s?|a[os]?|pr[ao]s?|para|do|da)?\s*(?:meu|minha|o|a)?\s*{_TICKET}")
FEWEST_LETTERS = 3


def ticket_named(understanding: Understanding) -> int | None:
    """The ticket's number in the message: said as one, or as the only short number in it."""
    named = understanding.entity(EntityKind.TICKET)
    if named is not None:
        return int(named.value)
    # "protocolo 1042" reads as an order's number; in a message about a ticket it is the ticket's.
    order = understanding.entity(EntityKind.ORDER)
    return (
        int(order.value) if order is not None and order.value.isdecimal() and len(order.value) < 10 else None
    )


def words_to_add(text: str) -> str | None:
    """What of "acrescenta no chamado 1042 que a caixa veio aberta" goes into the ticket.

    None when the message only says that there is something: "quero acrescentar uma informação no chamado".
    """
    folded = fold(text)
    match = _THEN.search(folded)
    if match is not None:
        rest = text[match.start("rest") :].strip()
        return rest if _says_something(rest) else None
    if _ASKS_TO_ADD.search(folded) is None and _BEFORE.search(folded) is None:
        return text.strip() or None
    without = re.sub(
        rf"\b(?:n[oa]s?|a[os]?|pr[ao]s?|para|do|da)?\s*(?:meu|minha|o|a)?\s*{_TICKET}", " ", folded
    )
    without = _ASKS_TO_ADD.sub(" ", without)
    without = _BEFORE.sub(" ", without)
    left = [word for word in re.findall(r"[^\W\d_]{3,}", without) if word not in _EMPTY]
    return text.strip() if len(left) >= FEWEST_LETTERS else None


_EMPTY = frozenset(
    "que por favor uma mais meu minha quero preciso tem sobre para pra isso aberto abri novo nova tenho dado "
    "informacao informacoes detalhe coisa aqui dar fazer como com".split()
)


def _says_something(text: str) -> bool:
    return sum(character.isalnum() for character in text) >= FEWEST_LETTERS
