"""What a customer asks of the catalogue: words, price, order. A pure function of the message."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from prosa.knowledge.prices import PriceRange, read_prices
from prosa.knowledge.words import FILLER, content_words
from prosa.language.understanding import Entity, EntityKind

Order = Literal["cheapest", "dearest", "popular"]

_CHEAPEST = re.compile(
    r"\b(?:(?:o|a|os|as)? ?mais (?:barat\w+|em conta|economic\w+)|menor(?:es)? preco|preco mais baixo|"
    r"barat\w+|em conta|precinho)\b"
)
_DEAREST = re.compile(r"\b(?:mais car[oa]s?|top de linha|maior preco|o melhor que (?:tem|voces tem))\b")
_POPULAR = re.compile(
    r"\b(?:mais vendid[oa]s?|mais popular(?:es)?|mais pedid[oa]s?|queridinh[oa]s?|em alta)\b"
)
_AVAILABLE = re.compile(
    r"\b(?:em estoque|no estoque|dispon\w+|a? ?pronta entrega|pra ja|para hoje|pra hoje|na hora)\b"
)
_SHOPPING = FILLER | frozenset(
    "comprar compra compro preco precos valor valores custa custam custando quanto quantos quanta "
    "produto produtos loja lojas modelo modelos opcao procurando procuro busco buscando atras acho "
    "achar vende vendem vender venda trabalha trabalham interessado interessada interesse mostra "
    "mostrar manda mandar indica indicam recomenda recomendam melhor melhores barato barata caro cara "
    "desconto promocao oferta marca marcas informacao detalhe duvida ver vejo olhar olhada conhecer ainda "
    "hoje agora aqui site estoque chegou chega chegar volta voltar tamanho serve pena vale diferenca item "
    "coisa outro outra outros outras ruim legal top presente presentear novo nova dinheiro real "
    "gastar pagar max ideal indicado usar uso aonde onde casa sabe sabem dizer mim nada nenhum "
    "nenhuma alguem moca seria fosse fizesse tiver haver haveria contem possui vem algo parecido "
    "repor repoe repoem reporem reposicao esgotar esgota esgotado esgotada esgotou acabar acabou aparece "
    "consta cor cores disponibilidade".split()
)

_UNITS = frozenset(
    "polegadas polegada pol litros litro lts kg quilos gb tb mah cm btu btus volts watts hz bivolt".split()
)
_COLOURS = frozenset(
    "amarelo azul bege branco cinza colorido dourado grafite laranja lilas marrom prata prateado preto rosa "
    "roxo verde vermelho amarela branca cinzenta dourada prateada preta roxa vermelha".split()
)


@dataclass(frozen=True, slots=True)
class ProductQuery:
    """What was asked for. With nothing in it, the customer named no product."""

    words: tuple[str, ...] = ()
    """What it is: folded words that a product should have, most telling first."""
    wishes: tuple[str, ...] = ()
    """Folded words that make a product fit better, but that none needs to have."""
    products: tuple[str, ...] = ()
    """Catalogue ids that were named."""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    available: bool = False
    """Only what can be had now."""
    order: Order | None = None

    @property
    def names_something(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words or self.products or self.at_least or self.at_most)


def parse_product_query(text: str, entities: Iterable[Entity] = ()) -> ProductQuery:
    """What the message asks of the catalogue.

    `text` is the message as written or normalised. Where `entities` name products, their words are what it
    must be and the other words are wishes; a message without them must match as a whole.
    """
    known = tuple(entities)
    prices = _with_money(read_prices(text), known)
    rest, order = _order(prices.rest)
    available = _AVAILABLE.search(rest) is not None
    said = content_words(_AVAILABLE.sub(" ", rest), _SHOPPING)
    named = tuple(entity for entity in known if entity.kind == EntityKind.PRODUCT)
    asides = _words_of(entity for entity in known if entity.kind != EntityKind.PRODUCT)
    core = tuple(word for word in _words_of(named) if word not in _SHOPPING)
    words = core or tuple(word for word in said if word not in asides)
    # "Tem o preto?" names no product, but of those that were named a black one fits better.
    words = tuple(word for word in words if word not in _COLOURS)
    words = tuple(word for word in words if not _is_measure(word)) or words
    return ProductQuery(
        words=words,
        wishes=tuple(word for word in said if word not in words),
        products=tuple(dict.fromkeys(entity.value for entity in named)),
        at_least=prices.at_least,
        at_most=prices.at_most,
        available=available,
        order=order,
    )


def _is_measure(word: str) -> bool:
    """Sizes make a product fit better; how they are written differs too much to insist on them."""
    return word.isdigit() or len(word) == 1 or word in _UNITS


def _words_of(entities: Iterable[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for entity in entities for word in content_words(entity.text)))


def _order(text: str) -> tuple[str, Order | None]:
    orders: tuple[tuple[Order, re.Pattern[str]], ...] = (
        ("dearest", _DEAREST),
        ("popular", _POPULAR),
        ("cheapest", _CHEAPEST),
    )
    for order, pattern in orders:
        if pattern.search(text):
            return pattern.sub(" ", text), order
    return text, None


def _with_money(prices: PriceRange, entities: Iterable[Entity]) -> PriceRange:
    """Amounts in words ("duzentos reais") are entities only, and taken as the most to spend."""
    if prices.at_least is not None or prices.at_most is not None:
        return prices
    for entity in entities:
        if entity.kind == EntityKind.MONEY:
            try:
                amount = Decimal(entity.value)
            except InvalidOperation:
                continue
            if amount.is_finite() and amount > 0:
                rest = prices.rest.replace(" ".join(entity.text.lower().split()), " ")
                return PriceRange(None, amount, rest)
    return prices
