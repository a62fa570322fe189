"""A small pack that is right in every part, for tests that break one of them."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from prosa.packs.required import REQUIRED_REPLIES

REPLIES = "".join(f"{key}:\n  text: [Certo]\n" for key in REQUIRED_REPLIES)
FILES = {
    "bot.yml": """
        company:
          name: Loja Teste
        services:
          orders:
            url: http://localhost:9
        intents:
          greeting:
            reply: hello
          order_status:
            form: order_status
            label: Ver pedido
          delivery_time:
            article: prazo
          product_inquiry:
            products: true
    """,
    "nlu.yml": """
        version: "3.1"
        nlu:
        - intent: greeting
          examples: |
            - oi
            - olá
        - intent: order_status
          examples: |
            - cadê meu pedido
            - onde está o [10432](order)
        - intent: delivery_time
          examples: |
            - quando chega
            - qual o prazo
        - intent: product_inquiry
          examples: |
            - tem fone
            - quanto custa a tv
    """,
    "replies.yml": REPLIES
    + dedent("""
        hello:
          text:
            - "Oi{% if name %}, {{ name }}{% endif %}!"
            - "Olá!"
        ask: {text: [Qual o número?]}
        found: {text: ["Achei: {{ order.status_text }}"]}
        lost: {text: [Não achei]}
        away: {text: [Tente depois]}
    """),
    "forms.yml": """
        order_status:
          slots:
            - name: order
              entity: order
              ask: ask
          lookup: orders
          done: found
          not_found: lost
          unavailable: away
    """,
    "articles/prazo.md": """
        ---
        title: Qual o prazo?
        summary: De 2 a 8 dias úteis.
        intents: [delivery_time]
        questions: [Quando chega?]
        ---
        Depende do CEP.
    """,
    "products.csv": """
        id,name,brand,category,category_name,price,availability,aliases
        fone-1,Fone Um,Marca,fones,Fones,99.90,in_stock,fone;foninho
        fone-2,Fone Dois,Marca,fones,Fones,199.90,few,fone;fone caro
    """,
}

WritePack = Callable[..., Path]


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Writes the small pack with some files replaced, or left out where the text is None."""

    def write(changes: dict[str, str | None] | None = None, **replaced: tuple[str, str]) -> Path:
        files: dict[str, str | None] = {**FILES, **(changes or {})}
        for name, text in files.items():
            if text is None:
                continue
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text).lstrip("\n"), "utf-8")
        return tmp_path

    return write


def replaced(file: str, old: str, new: str) -> dict[str, str | None]:
    """One file of the small pack with a text in it exchanged."""
    assert old in FILES[file], f"{old!r} is not in {file}"
    return {file: FILES[file].replace(old, new)}
