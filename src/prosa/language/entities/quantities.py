"""How many of something; value: a decimal string.

The span is the number with its unit ("5 unidades", "2 kg"), or the number alone before what is counted
("dois fones"). Days, hours, instalments, attempts and sizes on a label (volts, inches) are no quantities.
"""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from prosa.language.entities.money import decimal_of
from prosa.language.entities.percentages import plain
from prosa.language.entities.reading import LIKELY, PLAUSIBLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_START = r"(?<![\w.,/$#+%-])(?<!r\$ )(?<!no )(?<!dia )"
_ONE = {"um": Decimal(1), "uma": Decimal(1), "meio": Decimal("0.5"), "meia": Decimal("0.5")}
_UNIT = (
    r"(?:unidades?|unids?|unid|und|un|caixas?|caixinhas?|cx|pares|pacotes?|pacotinhos?|pcts?|pecas?|itens|item"
    r"|kgs?|kilos?|quilos?|gramas?|litros?|lts?|ml|metros?|kits?|fardos?|garrafas?|latas?|potes?|sacos?|sacas?|saches?"
    r"|conjuntos?|jogos|frascos?|rolos?|cartelas?|galao|galoes|bandejas?|engradados?|barras|resmas?|vidros?|toneladas?"
    r"|exemplares|exemplar|copias?|centos?|milheiros?)\b"
)
_WITH_UNIT = re.compile(
    rf"{_START}(?P<number>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}(?:[.,]\d{{1,3}})?|uma?\b|mei[oa]\b)\s?"
    rf"(?P<unit>{_UNIT}|duzias?\b)(?P<half>\s+e\s+mei[oa]\b)?"
)
_PAIR = re.compile(r"(?<!\w)um\s+par\b|(?<!\w)1\s+par\b")
_LABELLED = re.compile(
    r"\b(?:quantidades?|qtde?s?|qtdade)(?:\s+(?:de|e|eh|era|seria|total|para|pra|foi|sao))?\s*[:=]?\s*(?P<number>\d{1,5})(?![\w/%]|[.,]\d)"
)
_TIMES = re.compile(rf"{_START}(?P<number>\d{{1,3}})x?(?=x?\s+(?:d[aeo]s?\s+)?(?P<thing>[a-z]))")

_TAKEN = (
    r"(?:compr(?:ei|amos|ou|ar|o)|quero|queria|queremos|pedi|pedimos|encomendei|precis(?:o|amos|ava)(?:\s+de)?|lev(?:o|ar|ei)"
    r"|receb(?:i|emos)|veio|vieram|cheg(?:ou|aram)|falt(?:ou|aram|am)|mand(?:a|e|em|ou|aram)|envi(?:a|e|em|ou|aram)"
    r"|adicion(?:a|e|ar|ei)|coloc(?:a|ar|ou|que|quei)|inclu(?:i|ir|a)|acrescent(?:a|ar)|devolv(?:i|er)|troc(?:ar|o|uei)"
    r"|reserv(?:a|ar|e)|separ(?:a|ar|e)|vou\s+(?:querer|levar|comprar|precisar\s+de|pegar)|peg(?:o|ar|uei)|me\s+ve"
    r"|em\s+vez\s+de|ao\s+inves\s+de|no\s+lugar\s+de|sao|foram|eram|orcamento\s+(?:de|para|pra))"
)
_SOFTENED = r"(?:\s+(?:so|apenas|somente|mais|uns|umas|os|as|de|ate|por\s+enquanto|logo|outros|outras|agora))*"
_BARE_END = (
    r"(?=\s*(?:$|[?!,;.)]|(?:por\s+favor|pfv|pf|delas|deles|dess[ae]s|dest[ae]s|daquel[ae]s|iguais|em\s+vez|ao\s+inves|e\s+nao"
    r"|mas|so\b|apenas|e\s+veio|e\s+vieram|e\s+chegou)))"
)
_TAKEN_BARE = re.compile(rf"\b{_TAKEN}{_SOFTENED}\s+(?P<number>\d{{1,3}}){_BARE_END}")
_COUNTED = re.compile(
    rf"(?:^|[.!?;:,]\s*|\b{_TAKEN}{_SOFTENED}\s+|\b(?P<further>e|mais|com|por|ou)\s+)(?P<number>\d{{1,4}})x?"
    r"(?=\s+(?P<thing>[a-z]{3,20})\b)"
)
_NOT_GOODS = frozenset(
    "dias dia horas hora minutos minuto min segundos segundo semanas semana mes meses ano anos vezes vez parcelas "
    "parcela reais real centavos centavo conto contos pila pilas mango mangos paus mil milhoes por pessoas pessoa "
    "polegadas volts watts graus pontos ponto estrelas atendentes mensagens emails email ligacoes tentativas "
    "perguntas pergunta duvidas problemas opcoes vias lojas andares quartos digitos numeros motivos coisas coisa "
    "reclamacoes pedidos compras boletos cartoes cartao contas enderecos lados primeiras primeiros ultimas ultimos "
    "filhos filhas pais irmaos amigos clientes funcionarios lugares cidades bairros quadras metros centimetros cm "
    "gb tb mah btu btus mais menos das dos depois antes etapas passos protocolos chamados casos textos nas nos "
    "meses uteis corridos horas inteiros inteiras tipos formas links fotos videos prints sites erros porcento que "
    "com pra para sem nao mas tem foi esta isso esse essa janeiro fevereiro marco abril maio junho julho agosto "
    "setembro outubro novembro dezembro atras letras palavras noites manhas tardes finais anexos voltas trocas entregas "
    "da de do as".split()
)
_SIZES = frozenset("polegadas pol volts v w watts btu btus gb tb cm mm mah hz".split())
_BARE = re.compile(r"(?<![\w.,/$#-])(?P<number>\d{1,5}(?:[.,]\d{1,2})?|uma?)(?![\w/%-]|[.,]\d)")


def find_quantities(reading: Reading, products: Collection[int]) -> Iterator[Candidate]:
    """Quantities; `products` are where in the text names of products begin."""
    for match in mentions(_WITH_UNIT, reading):
        number = _ONE.get(match["number"]) or decimal_of(match["number"])
        number += Decimal("0.5") if match["half"] else 0
        dozens = 12 if match["unit"].startswith("duzia") else 1
        if match["number"] in ("uma", "um") and match["unit"] in ("item", "jogos", "conjunto"):
            continue
        yield _candidate(reading, match, number * dozens, (match.start(), match.end()), LIKELY)
    for match in mentions(_PAIR, reading):
        yield _candidate(reading, match, Decimal(2 if match[0][0] == "u" else 1), match.span(), LIKELY)
    for match in mentions(_LABELLED, reading):
        yield _candidate(reading, match, Decimal(match["number"]), match.span("number"), LIKELY)
    yield from _goods(reading, products)
    if reading.awaiting == EntityKind.QUANTITY:
        for match in mentions(_BARE, reading):
            number = _ONE.get(match["number"]) or decimal_of(match["number"])
            yield _candidate(reading, match, number, match.span(), PLAUSIBLE)


def _goods(reading: Reading, products: Collection[int]) -> Iterator[Candidate]:
    """Numbers before what is bought, received or returned."""
    for match in mentions(_TIMES, reading):
        if reading.figures.written_span(match.start("thing"), match.end())[0] in products:
            yield _candidate(reading, match, Decimal(match["number"]), match.span("number"), PLAUSIBLE)
    for match in mentions(_TAKEN_BARE, reading):
        yield _candidate(reading, match, Decimal(match["number"]), match.span("number"), PLAUSIBLE)
    counted = False
    for match in mentions(_COUNTED, reading):
        number, thing = int(match["number"]), match["thing"]
        if (match["further"] and not counted) or thing in _NOT_GOODS or not number:
            continue
        if number > 1 and not thing.endswith("s"):
            continue
        counted = True
        yield _candidate(reading, match, Decimal(number), match.span("number"), PLAUSIBLE)


def _candidate(
    reading: Reading, match: re.Match[str], number: Decimal, span: tuple[int, int], strength: int
) -> Candidate:
    return Candidate(reading.mention(EntityKind.QUANTITY, plain(number), *span), strength)
