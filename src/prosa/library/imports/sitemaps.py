"""Sitemaps, as sitemaps.org describes them. Runs in a process of its own (`child`)."""

import zlib
from importlib import import_module
from typing import Any

from prosa.library.imports.items import Unreadable

MAX_BYTES = 50 * 1024 * 1024
"""Of a sitemap once it is unpacked, by its specification."""
MAX_ENTRIES = 50_000


def read_sitemap(data: bytes) -> tuple[list[str], list[str]]:
    """Addresses of pages, and of further sitemaps. Raises `Unreadable`."""
    tree = read_xml(unpacked(data))
    named = [(_local(each.getparent().tag), (each.text or "").strip()) for each in tree.iter("{*}loc")]
    pages = [address for parent, address in named if parent == "url" and address]
    maps = [address for parent, address in named if parent == "sitemap" and address]
    return pages[:MAX_ENTRIES], maps[:MAX_ENTRIES]


def unpacked(data: bytes) -> bytes:
    """The same, out of its gzip if it is in one. Raises `Unreadable`."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacker = zlib.decompressobj(wbits=31)
    try:
        whole = unpacker.decompress(data, MAX_BYTES)
    except zlib.error:
        raise Unreadable("O arquivo compactado está corrompido.") from None
    if unpacker.unconsumed_tail:
        raise Unreadable("O arquivo descompactado é grande demais.")
    return whole


def read_xml(data: bytes) -> Any:
    """The root of an XML document that has no declarations of its own. Raises `Unreadable`."""
    etree = import_module("lxml.etree")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        dtd_validation=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("O XML não é válido.") from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable("O XML traz declarações que não são aceitas.")
    return root


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
