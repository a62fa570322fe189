"""What the customers of a run write: Brazilian Portuguese as it is typed into a chat."""

import random

from prosa.bench.trace import Kind

SHARES = {Kind.NORMAL: 0.7, Kind.SUPPORT: 0.2, Kind.ESCALATION: 0.1}
"""Of all messages."""

TEXTS: dict[Kind, tuple[str, ...]] = {
    Kind.NORMAL: (
        "oi",
        "bom dia!",
        "cade meu pedido 10432?",
        "quero a 2a via do boleto",
        "vc tem fone bluetooth até 200 reais?",
        "qual o prazo de entrega pra 01310-100?",
        "vcs aceitam pix?",
        "parcela em quantas vezes sem juros?",
        "meu pedido é o 10437, onde ele ta?",
        "boa tarde, tem loja em campinas?",
        "que horas abre a loja da paulista no sabado",
        "tem notebook pra estudar até 3 mil?",
        "a airfryer tem na cor preta?",
        "quanto custa o frete pra recife",
        "tem cupom de primeira compra?",
        "Como faço para pagar com dois cartões?",
        "quando cai meu reembolso?",
        "preciso da nota fiscal da minha compra",
        "blz, obrigado",
        "vlw pela ajuda",
        "esqueci a senha da minha conta",
        "mudei de casa, queria trocar o endereço de entrega",
        "quero cancelar o pedido 10440",
        "me mostra celular samsung barato",
        "essa tv de 50 polegadas tem em estoque?",
        "qual a garantia do liquidificador?",
        "dá pra retirar na loja hoje?",
        "tem geladeira frost free em promoção?",
        "vc é um robô?",
        "o site é seguro pra comprar?",
        "quais as formas de pagamento",
        "tem ventilador de coluna?",
        "meu boleto venceu, e agora?",
        "vcs entregam no sábado?",
        "to procurando um presente pra minha mãe, cozinha",
        "como troco meu e-mail de cadastro?",
        "a entrega é feita por qual transportadora",
        "tem caixa de som à prova d'água?",
        "qual pedido saiu pra entrega?",
        "até mais!",
    ),
    Kind.SUPPORT: (
        "a airfryer veio quebrada, quero trocar",
        "meu fone não conecta no celular",
        "a tv não liga de jeito nenhum",
        "o notebook ta muito lento, o que eu faço?",
        "recebi o produto errado",
        "faltou uma peça na caixa",
        "o ar condicionado não gela",
        "minha lavadora está vazando água",
        "o celular não carrega mais",
        "como aciono a garantia?",
        "chegou arranhado, quero devolver",
        "a cafeteira queimou na primeira vez que usei",
        "não consigo configurar o wifi da tv",
        "onde tem assistência técnica autorizada?",
        "o carregador veio com defeito",
        "meu pedido 10451 chegou faltando item",
        "fui cobrado duas vezes no cartão",
        "o aspirador parou de funcionar depois de um mês",
        "a tela do tablet veio trincada",
        "o controle da tv não responde",
        "o micro-ondas faz um barulho estranho",
        "a cafeteira veio 220v e eu preciso de 110v",
        "a caixa de som fica desligando sozinha",
        "preciso de ajuda pra instalar o ventilador de teto",
    ),
    Kind.ESCALATION: (
        "quero falar com uma pessoa",
        "me passa pra um atendente humano por favor",
        "quero falar com alguém de verdade",
        "chama um atendente",
        "preciso falar com um humano agora",
        "vc não resolve, quero um atendente",
        "tem alguém aí pra me atender? uma pessoa",
        "quero falar com o setor de vendas",
        "me transfere para um vendedor",
        "atendente, por favor",
        "não quero falar com robô, me passa pra uma pessoa",
        "falar com atendimento humano",
    ),
}


def kinds(count: int, chance: random.Random) -> list[Kind]:
    """What each of `count` messages is about, in their order."""
    return chance.choices(tuple(SHARES), weights=tuple(SHARES.values()), k=count)


class Talk:
    """What one customer says next: nobody says the same thing twice until all of its kind is said."""

    def __init__(self, chance: random.Random) -> None:
        self._next = {kind: chance.randrange(len(texts)) for kind, texts in TEXTS.items()}

    def next(self, kind: Kind) -> str:
        """The next message of this kind."""
        texts = TEXTS[kind]
        place = self._next[kind]
        self._next[kind] = (place + 1) % len(texts)
        return texts[place]
