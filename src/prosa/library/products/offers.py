"""What one line of a catalogue says: one product, or one variant of it, as it can be bought. Pure."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from prosa.library.content import MAX_ID_CHARS, id_from
from prosa.library.imports.contents import storable
from prosa.library.imports.items import Unreadable
from prosa.library.imports.tables import first_of, plain_name

Availability = Literal["in_stock", "few", "out_of_stock", "preorder"]

MAX_PRICE = Decimal(10_000_000)
FEW = 3
"""Pieces in stock that are the last ones."""

ID = ("id", "sku", "codigo", "code", "id do produto")
GROUP = ("item group id", "grupo", "group", "produto pai", "parent", "parent sku", "id do grupo")
NAME = ("name", "nome", "title", "titulo", "produto", "product")
BRAND = ("brand", "marca", "fabricante", "vendor")
CATEGORY = (
    "category name",
    "categoria",
    "category",
    "product type",
    "google product category",
    "departamento",
)
CATEGORY_KEY = ("category",)
PRICE = ("price", "preco", "valor", "preco r", "preco de venda")
SALE_PRICE = ("sale price", "preco promocional", "promocao", "preco por")
OLD_PRICE = ("old price", "preco antigo", "preco de", "compare at price")
AVAILABILITY = ("availability", "disponibilidade", "disponivel", "situacao")
STOCK = ("stock", "estoque", "quantity", "quantidade")
FEATURES = ("features", "caracteristicas", "product highlight")
DESCRIPTION = ("description", "descricao", "resumo")
ALIASES = ("aliases", "apelidos", "sinonimos")
POPULARITY = ("popularity", "popularidade", "vendas", "sales")
LINK = ("link", "url", "endereco", "pagina")
IMAGE = ("image", "imagem", "image link", "foto", "image url")
OPTIONS = {
    "cor": ("color", "cor", "colour"),
    "tamanho": ("size", "tamanho"),
    "voltagem": ("voltage", "voltagem", "tensao"),
    "material": ("material",),
    "estampa": ("pattern", "estampa"),
    "capacidade": ("capacity", "capacidade"),
}
"""What sets variants apart, by the name customers read."""

_AVAILABLE: dict[str, Availability] = {
    **dict.fromkeys(
        ("in stock", "em estoque", "disponivel", "sim", "yes", "true", "1", "pronta entrega", "instock"),
        "in_stock",
    ),
    **dict.fromkeys(("few", "poucas unidades", "ultimas unidades", "limited availability"), "few"),
    **dict.fromkeys(
        (
            "out of stock", "esgotado", "esgotada", "indisponivel", "fora de estoque", "sem estoque",
            "nao", "no", "false", "0", "outofstock", "discontinued",
        ),
        "out_of_stock",
    ),
    **dict.fromkeys(("preorder", "pre venda", "backorder", "sob encomenda", "pre order"), "preorder"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be bought."""

    id: str
    group: str | None
    """Id of the product whose variant it is."""
    name: str
    brand: str
    category: str
    category_name: str
    price: Decimal
    old_price: Decimal | None
    availability: Availability
    options: tuple[tuple[str, str], ...]
    features: tuple[str, ...]
    description: str
    aliases: tuple[str, ...]
    popularity: int
    link: str | None
    image: str | None


def offer_from(row: Mapping[str, str]) -> Offer:
    """A line, by `plain_name`s of its columns. Raises `Unreadable` when something it needs is missing."""
    name = _text(first_of(row, NAME), 200)
    id = key_of(first_of(row, ID) or name)
    if not name:
        raise Unreadable("Falta o nome do produto.")
    price, old_price = _prices(row)
    category_name = _text(first_of(row, CATEGORY), 200).rpartition(">")[2].strip() or "Outros"
    given = first_of(row, CATEGORY_KEY)
    group = first_of(row, GROUP)
    return Offer(
        id=id,
        group=key_of(group) if group else None,
        name=name,
        brand=_text(first_of(row, BRAND), 200) or "—",
        category=given if given == key_of(given or "x") else id_from(category_name),
        category_name=category_name,
        price=price,
        old_price=old_price,
        availability=_availability(row),
        options=tuple(
            (name, value) for name, names in OPTIONS.items() if (value := _text(first_of(row, names), 80))
        ),
        features=_list(first_of(row, FEATURES)),
        description=_text(first_of(row, DESCRIPTION), 2000),
        aliases=_list(first_of(row, ALIASES)),
        popularity=_popularity(first_of(row, POPULARITY)),
        link=_address(first_of(row, LINK), "link"),
        image=_address(first_of(row, IMAGE), "imagem"),
    )


def key_of(id: str) -> str:
    """An id as ours look: `SKU 10/B` → `sku-10-b`."""
    kept = re.sub(r"[^a-z0-9_.\-]+", "-", id.strip().lower()).strip("-")
    return kept[:MAX_ID_CHARS] or id_from(id)


def money(text: str) -> Decimal:
    """Reais, as people and feeds write them: `R$ 1.299,90`, `1299.90 BRL`. Raises `Unreadable`."""
    bare = re.sub(r"(?i)r\$|brl|\s", "", text)
    if not re.fullmatch(r"\d[\d.,]*", bare):
        raise Unreadable(f"O preço {text[:40]!r} não é um valor em reais.")
    point = max(bare.rfind("."), bare.rfind(","))
    decimals = len(bare) - point - 1
    both = "." in bare and "," in bare
    # "1.299" and "1.299.000" are thousands: nobody writes a thousandth of a real.
    if point < 0 or (decimals == 3 and not both) or bare.count(bare[point]) > 1:
        digits = re.sub(r"[.,]", "", bare)
    else:
        digits = re.sub(r"[.,]", "", bare[:point]) + "." + bare[point + 1 :]
    try:
        value = Decimal(digits).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Unreadable(f"O preço {text[:40]!r} não é um valor em reais.") from None
    if not 0 < value < MAX_PRICE:
        raise Unreadable(f"O preço {text[:40]!r} não é possível.")
    return value


def _prices(row: Mapping[str, str]) -> tuple[Decimal, Decimal | None]:
    """What it costs now, and what it cost before."""
    asked, sale, old = first_of(row, PRICE), first_of(row, SALE_PRICE), first_of(row, OLD_PRICE)
    if not asked and not sale:
        raise Unreadable("Falta o preço.")
    price = money(asked or sale)
    before = money(old) if old else None
    if asked and sale and (reduced := money(sale)) < price:
        price, before = reduced, price
    return price, before if before is not None and before > price else None


def _availability(row: Mapping[str, str]) -> Availability:
    told, stock = plain_name(first_of(row, AVAILABILITY)), first_of(row, STOCK)
    if told:
        if told not in _AVAILABLE:
            raise Unreadable(f"A disponibilidade {told[:40]!r} não é conhecida.")
        return _AVAILABLE[told]
    if stock:
        if plain_name(stock) in _AVAILABLE and not stock.isdigit():
            return _AVAILABLE[plain_name(stock)]
        if not re.fullmatch(r"-?\d{1,9}", stock):
            raise Unreadable(f"O estoque {stock[:40]!r} não é um número.")
        return "out_of_stock" if int(stock) <= 0 else "few" if int(stock) <= FEW else "in_stock"
    return "in_stock"


def _address(text: str, what: str) -> str | None:
    if not text:
        return None
    if not text.lower().startswith(("https://", "http://", "/")) or len(text) > 2000:
        raise Unreadable(f"O endereço do {what} não começa com https://, http:// ou /.")
    return storable(text)


def _popularity(text: str) -> int:
    return min(int(text), 1_000_000) if text.isdigit() and len(text) < 10 else 0


def _list(text: str) -> tuple[str, ...]:
    parts: Sequence[str] = re.split(r"[;|]", text)
    return tuple(kept for part in parts if (kept := _text(part, 200)))[:50]


def _text(text: str, longest: int) -> str:
    """Without the HTML that shops put into descriptions."""
    shown = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    return " ".join(storable(shown).split())[:longest].strip()
