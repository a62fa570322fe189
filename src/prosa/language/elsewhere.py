"""Messages that are another company's business: "esqueci a senha do meu Instagram". Pure.

To a shop's bot they sound like its own: it knows the request, and only a name tells that it is not meant.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from prosa.language.normalise import without_accents
from prosa.language.understanding import ScoredIntent, Understanding
from prosa.language.wordlists.reading import lines

LIST = "elsewhere.txt"
_LEFT = 0.05
"""What is left of an intent's confidence."""

_HAD = (
    "acesso|app|aplicativo|assinatura|atendente|atendimento|boleto|cadastro|central|cobranca|compra|conta|contrato"
    "|corrida|encomenda|endereco|entrega|estorno|extrato|fatura|gerente|ingresso|login|mensalidade|motorista|numero"
    "|pacote|parcela|pedido|perfil|plano|produto|reembolso|reserva|saldo|senha|sac|suporte|taxa|telefone|usuario|via"
    "|viagem|voo"
)
"""What one has with a company."""
_HAD_OF_A_MATTER = (
    "boleto|cancelamento|contrato|declaracao|desconto|documento|estorno|garantia|horario|inscricao|mensalidade|multa"
    "|parcela|prazo|reembolso|reserva|resultado|segunda via|2a via|seguro|senha|telefone"
)
"""What one has with a school, a doctor, an office."""
_HAD_WITH_A_BANK = (
    "acesso|app|aplicativo|agencia|conta|emprestimo|extrato|gerente|limite|login|saldo|senha|token"
)
_DONE = (
    "abrir|acessar|acesso|assinar|assinei|bloquear|cancela|cancelar|cancelei|cancelem|chamar|comprei|desbloquear"
    "|desativar|devolver|encomendei|entrar|excluir|instalar|ligar|logar|pagar|pago|paguei|pedir|pedi|recarregar|recuperar|reativar|renovar"
)
_MINE = "meu|meus|minha|minhas|nosso|nossa"
_TO = "a|ao|as|o|os|com a|com o|da|do|das|dos|de|em|na|no|nas|nos|para a|para o|pra|pro|um|uma"
_THEIRS = "de voces|de vcs|de vc|da loja|daqui|oficial de voces"
_ELSE = re.compile(
    r"\b(?:mais (?:barat|em conta|caro)|cobre[mn]?|mesmo preco|preco (?:d|n)|aceita[mn]?|pagar com|pago com"
    r"|vendem?|voces estao|vcs estao|vcs tao|comprei (?:com voces|com vcs|ai))\b"
)
"""Other companies are named for other reasons, too: prices, ways to pay, phones that run their apps."""


class Elsewhere:
    """Knows the names. One that the pack's own examples use in the same way is its business after all."""

    def __init__(self, taught: Callable[[str], bool]) -> None:
        """`taught` says whether a pack's examples have two words side by side, folded."""
        self._taught = taught

    def named(self, text: str) -> str:
        """The company or thing that the message is about, folded; "" for none."""
        folded = " ".join(without_accents(text.lower()).split())
        if _ELSE.search(folded):
            return ""
        for match in _pattern().finditer(folded):
            name = next(filter(None, match.groups()))
            if not self._taught(" ".join(folded[: match.end()].split()[-2:])):
                return name
        return ""


def of_others(understood: Understanding, name: str) -> Understanding:
    """What sounds like the bot's business and is another's: no intent is likely any more."""
    best, *others = (
        ScoredIntent(each.name, each.confidence * _LEFT)
        for each in (understood.intent, *understood.alternatives)
    )
    return replace(understood, intent=best, alternatives=tuple(others), elsewhere=name)


@cache
def _pattern() -> re.Pattern[str]:
    listed: dict[str, list[str]] = {"company": [], "bank": [], "matter": [], "thing": []}
    for line in lines(LIST):
        kind, _, name = line.partition(" ")
        listed[kind].append(re.escape(name))
    company, bank, matter, thing = (
        "|".join(sorted(names, key=len, reverse=True)) for names in listed.values()
    )
    own = rf"(?!\s(?:{_THEIRS})\b)"
    between = rf"(?:\s\w+){{0,2}}?\s(?:(?:{_TO})\s)?(?:(?:{_MINE})\s)?"
    return re.compile(
        rf"\b(?:{_HAD})s?{between}(?P<had>{company})\b{own}"
        rf"|\b(?:{_DONE}){between}(?P<done>{company})\b{own}"
        rf"|\b(?:{_MINE})\s(?P<mine>{company})\b{own}"
        rf"|^\W*(?:\w+\s)?[oa]\s(?P<does>{company})\s(?:nao|ta|tao|esta|estao|me|vem|quer|cobr\w+|demor\w+|atras\w+)\b"
        rf"|\b(?:{_HAD_OF_A_MATTER})s?(?:\s\w+){{0,2}}?\s(?:da|de|do)\s(?:(?:{_MINE})\s)?(?P<matter>{matter})\b{own}"
        rf"|\b(?:{_HAD_WITH_A_BANK})s?\s(?:{_TO})\s(?:(?:{_MINE})\s)?(?P<bank>{bank})\b{own}"
        rf"|\b(?P<thing>{thing})\b"
    )
