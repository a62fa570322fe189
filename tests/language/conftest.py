"""A small shop's bot, trained once for all tests of a process."""

from datetime import date

import pytest

from prosa.language.model import Model, train
from prosa.language.training import Example, Pattern, Phrase, TrainingData

MESSAGES: dict[str, str] = {
    "greeting": "oi; olá; bom dia; boa tarde; boa noite; e aí; oi tudo bem; opa; olá, tem alguém aí; alô",
    "thanks": "obrigado; muito obrigada; valeu; agradeço a ajuda; brigadão; obrigado pela atenção",
    "order_status": (
        "cadê meu pedido; onde está meu pedido; meu pedido ainda não chegou; quero rastrear minha compra;"
        " qual a situação do pedido; meu pedido já saiu para entrega; qual o andamento da minha encomenda;"
        " quando chega o que eu comprei; acompanhar meu pedido; como está minha entrega"
    ),
    "cancel_order": (
        "quero cancelar minha compra; cancela o pedido; desisti da compra; não quero mais o produto, cancela;"
        " como cancelo um pedido; cancelar a compra que fiz; preciso desfazer o pedido; cancelem por favor"
    ),
    "exchange_return": (
        "quero trocar o produto; veio quebrado, quero devolver; como faço uma troca; produto com defeito;"
        " quero devolver o que comprei; veio errado, preciso trocar; a peça chegou quebrada; fazer devolução"
    ),
    "invoice_copy": (
        "segunda via do boleto; preciso do boleto de novo; não recebi o boleto; manda a segunda via;"
        " perdi o boleto; quero a nota fiscal; preciso da nota da compra; como imprimo o boleto"
    ),
    "product_inquiry": (
        "vocês têm fone bluetooth; quanto custa a airfryer; tem geladeira até mil reais; quero uma tv;"
        " qual o preço do fone; procuro um liquidificador"
    ),
    "payment_methods": (
        "aceita pix; quais as formas de pagamento; posso pagar no cartão; parcela em quantas vezes;"
        " dá para pagar com boleto; tem desconto no pix; aceitam cartão de débito; divide sem juros"
    ),
    "speak_to_human": (
        "quero falar com uma pessoa; atendente por favor; falar com humano; me passa para um atendente;"
        " quero falar com alguém de verdade; chama uma pessoa; não quero falar com robô"
    ),
}

PRODUCTS = (
    Phrase("product", "fone-wave-200", ("Fone Bluetooth Wave 200", "wave 200", "fone sem fio")),
    Phrase("product", "fone-canto", ("Headphone Araponga Canto", "araponga canto")),
    Phrase("product", "airfryer-4l", ("Airfryer Sabiá 4 litros", "air fryer", "fritadeira elétrica")),
    Phrase("product", "geladeira-frost", ("Geladeira Frost Free Inverno 400", "geladeira")),
)
COLOURS = (Phrase("color", "preto", ("preto", "preta")), Phrase("color", "branco", ("branco", "branca")))

TODAY = date(2025, 3, 12)
"""A Wednesday."""


def examples() -> tuple[Example, ...]:
    return tuple(
        Example(text.strip(), intent) for intent, texts in MESSAGES.items() for text in texts.split(";")
    )


@pytest.fixture(scope="session")
def shop() -> TrainingData:
    return TrainingData(
        examples=examples(),
        phrases=(*PRODUCTS, *COLOURS),
        patterns=(Pattern("sku", r"\bSKU-\d{4}\b"),),
        words=("Araponga",),
    )


@pytest.fixture(scope="session")
def model(shop: TrainingData) -> Model:
    return train(shop)
