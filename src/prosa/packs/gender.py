"""The gender of Portuguese nouns, told by how they end, with the exceptions that shops talk about."""

from prosa.language.entities.reading import fold

_FEMININE = frozenset(
    "tv foto moto garrafa cor flor mae mulher nota rede parede noite tarde fonte ponte vez luz voz cruz mao "
    "air airfryer fryer smart smartv cafeteira lava maquina caixa bike webcam power lan nuvem imagem viagem "
    "alexa playstation echo sanduicheira chaleira escova furadeira smartband band hdmi uva chave base".split()
)
_MASCULINE = frozenset(
    "problema sistema programa tema mapa dia planeta telegrama idioma clima sofa cha fogao colchao aviao pao "
    "grao botao cartao limao coracao mamao feijao cordao portao violao carvao balcao galpao milhao sabao ar "
    "guarda abajur kit fone notebook smartphone celular tablet drone liquidificador mouse teclado monitor "
    "pendrive cabo purificador aspirador secador barbeador carregador roteador microondas robo forno".split()
)
_ENDING_IN_S = frozenset({"onibus", "lapis", "oculos", "tenis", "virus", "pires"})
_FEMININE_ENDINGS = ("a", "cao", "sao", "dade", "tude", "gem", "ice", "ez", "ise")


def is_feminine(noun: str) -> bool:
    """Whether one says "a" and "uma" before it. Looks at the first word: "Fritadeira Elétrica 4 L"."""
    words = fold(noun).replace("-", " ").split()
    if not words:
        return False
    first = words[0]
    single = first[:-1] if first.endswith("s") and len(first) > 3 else first
    for word in (first, single):
        if word in _FEMININE:
            return True
        if word in _MASCULINE:
            return False
    return single.endswith(_FEMININE_ENDINGS)


def is_plural(noun: str) -> bool:
    """Whether its first word is a plural: "Fones de ouvido"."""
    first = (fold(noun).replace("-", " ").split() or [""])[0]
    return (
        len(first) > 3 and first.endswith("s") and first not in {"onibus", "lapis", "oculos", "tenis", "gas"}
    )
