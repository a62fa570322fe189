"""Reads catalogues: CSV and TSV, JSON, and Google Merchant's RSS and Atom. Runs in a thread."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import orjson

from prosa.library.imports.items import Broken, SourceUnusable, Unreadable
from prosa.library.imports.sitemaps import read_xml, unpacked
from prosa.library.imports.tables import decoded, plain_name, rows
from prosa.library.products.offers import ID, NAME, Offer, offer_from

MAX_FEED_BYTES = 64 * 1024 * 1024
MAX_OFFERS = 200_000
_LISTS = ("products", "produtos", "items", "itens", "data", "entries")
_VARIANTS = ("variants", "variantes", "variacoes", "skus", "children")
_ENTRY = "{http://www.w3.org/2005/Atom}entry"


def read_feed(data: bytes) -> tuple[list[Offer], list[Broken]]:
    """Every line that makes sense, and those that do not. Raises `SourceUnusable`."""
    offers: list[Offer] = []
    broken: list[Broken] = []
    seen: set[str] = set()
    try:
        for place, row in _rows(unpacked(data)):
            if len(offers) + len(broken) >= MAX_OFFERS:
                raise SourceUnusable(f"O catálogo tem mais de {MAX_OFFERS} linhas. Importe-o em partes.")
            try:
                if row is None:
                    raise Unreadable("Tem mais colunas que o cabeçalho: ponha o texto entre aspas.")
                offer = offer_from(row)
                if offer.id in seen:
                    raise Unreadable(f"O id {offer.id} aparece mais de uma vez; só o primeiro vale.")
            except Unreadable as error:
                broken.append(Broken(place, str(error)))
                continue
            seen.add(offer.id)
            offers.append(offer)
    except Unreadable as error:
        raise SourceUnusable(str(error)) from error
    if not offers and not broken:
        raise SourceUnusable("O catálogo não tem produtos.")
    return offers, broken


def _rows(data: bytes) -> Iterator[tuple[str, Mapping[str, str] | None]]:
    beginning = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if beginning == b"<":
        yield from _xml_rows(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    elif beginning in (b"{", b"["):
        yield from _json_rows(data)
    else:
        yield from _table_rows(data)


def _table_rows(data: bytes) -> Iterator[tuple[str, Mapping[str, str] | None]]:
    first = True
    for line, row in rows(decoded(data)):
        if first and row is not None:
            if not any(name in row for name in NAME) or not any(name in row for name in (*ID, *NAME)):
                raise SourceUnusable("A tabela precisa ao menos das colunas nome e preço (ou name e price).")
            first = False
        yield f"linha {line}", row


def _json_rows(data: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        whole: object = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise SourceUnusable("O JSON não é válido.") from None
    if isinstance(whole, dict):
        named = cast(dict[str, object], whole)
        whole = _list_of(named, _LISTS)
    if not isinstance(whole, list):
        raise SourceUnusable("O JSON precisa ser uma lista de produtos.")
    for number, entry in enumerate(cast(list[object], whole), 1):
        place = f"produto {number}"
        if not isinstance(entry, dict):
            yield place, {}
            continue
        fields = {plain_name(name): value for name, value in cast(dict[str, object], entry).items()}
        plain = {name: _flat(value) for name, value in fields.items() if name not in _VARIANTS}
        variants = _list_of(fields, _VARIANTS)
        if not variants:
            yield place, plain
        for each in variants:
            if isinstance(each, dict):
                own = cast(dict[str, object], each)
                varied = {plain_name(name): _flat(value) for name, value in own.items()}
                # What the variant does not say is as with its product.
                filled = {name: value for name, value in varied.items() if value}
                group = next((plain[name] for name in (*ID, *NAME) if plain.get(name)), "")
                yield f"{place}, variante {varied.get('id', '')}", {**plain, **filled, "item group id": group}


def _list_of(fields: Mapping[str, object], names: Sequence[str]) -> list[object]:
    """The first of these fields that is a list."""
    lists = (fields[name] for name in names if isinstance(fields.get(name), list))
    return cast(list[object], next(lists, None) or [])


def _xml_rows(data: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    root = read_xml(data)
    for number, entry in enumerate(root.iter("item", _ENTRY, "entry"), 1):
        row: dict[str, str] = {}
        for field in entry.iterchildren("*"):
            space, _, name = str(field.tag).rpartition("}")
            value = " ".join("".join(field.itertext()).split()) or str(field.get("href") or "")
            name = plain_name(name)
            if "base.google.com" in space or name not in row:
                # Some fields may be given several times.
                again = f"{row[name]};{value}" if name in ("product highlight",) and name in row else value
                row[name] = again
        yield f"item {number}", row


def _flat(value: object) -> str:
    """A JSON value as a cell has it; lists as the pack's catalogue writes them."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, list):
        return ";".join(_flat(each) for each in cast(list[object], value))
    if isinstance(value, float):
        return f"{value:.2f}"
    return str(value).strip()
