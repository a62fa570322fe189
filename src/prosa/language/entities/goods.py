"""How many goods: a number before what is bought, received or returned ("comprei dois fones")."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal

from prosa.language.entities.percentages import plain
from prosa.language.entities.reading import PLAUSIBLE, Candidate, Reading, mentions
from prosa.language.understanding import EntityKind

_TAKEN = (
    r"(?:compr(?:ei|amos|ou|ar|o)|quero|queria|queremos|pedi|pedimos|precis(?:o|amos|ava)(?:\s+de)?"
    r"|lev(?:o|ar|ei)|receb(?:i|emos)|veio|vieram|cheg(?:ou|aram)|falt(?:ou|aram|am)|mand(?:a|e|em|ou|aram|ar)"
    r"|encomend\w+|pedir|gostaria\s+de|aument\w+\s+(?:pra|para)|envi(?:a|e|em|ou|aram|ar)|adicion(?:a|e|ar|ei)|coloc(?:a|ar|ou|que|quei)|inclu(?:i|ir|a)|acrescent(?:a|ar)"
    r"|cancel(?:a|ar|e|ei)|devolv(?:i|er)|troc(?:ar|o|uei)|reserv(?:a|ar|e)|separ(?:a|ar|e)|peg(?:o|ar|uei)|me\s+ve"
    r"|vou\s+(?:querer|levar|comprar|precisar\s+de|pegar)|em\s+vez\s+de|ao\s+inves\s+de|no\s+lugar\s+de"
    r"|sao|foram|eram|orcamento\s+(?:de|para|pra))"
)
"""What one does with goods: buy, want, receive, lack, return."""

_SOFTENED = (
    r"(?:\s+(?:so|apenas|somente|mais|uns|umas|os|as|de|ate|por\s+enquanto|logo|outros|outras|agora))*"
)
_ENDS = (
    r"(?=\s*(?:$|[?!,;.)]|(?:por\s+favor|pfv|pf|delas|deles|dess[ae]s|dest[ae]s|daquel[ae]s|iguais|em\s+vez"
    r"|ao\s+inves|e\s+nao|d[oa]s\s\d|mas|so\b|apenas|e\s+veio|e\s+vieram|e\s+chegou)))"
)
_OF_A_PRODUCT = re.compile(r"(?<![\w.,/$#+%-])(?P<number>\d{1,3})x?\s+(?:d[aeo]s?\s+)?(?P<thing>[a-z])")
_ALONE = re.compile(rf"\b{_TAKEN}{_SOFTENED}\s+(?P<number>\d{{1,3}}){_ENDS}")
_COUNTED = re.compile(
    rf"(?:^|[.!?;:,]\s*|\b(?P<taken>{_TAKEN}){_SOFTENED}\s+|\b(?P<further>e|mais|com|por|ou)\s+)(?P<number>\d{{1,4}})x?"
    r"(?=\s+(?P<thing>[a-z]{3,20})\b)"
)
_NO_GOODS = frozenset(
    "libras dolares euros pesos prestacoes dia dias hora horas minuto minutos min segundo segundos "
    "semana semanas mes meses ano anos vez vezes noite noites manhas tardes uteis corridos inteiros "
    "inteiras janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro "
    "parcela parcelas real reais centavo centavos conto contos pila pilas mango mangos paus mil milhoes "
    "porcento polegadas volts watts graus gb tb mah btu btus metros centimetros cm ponto pontos "
    "estrelas primeiras primeiros ultimas ultimos pessoa pessoas atendentes mensagens email emails "
    "ligacoes tentativas pergunta perguntas duvidas problemas opcoes vias motivos coisa coisas "
    "reclamacoes erros pedidos compras trocas entregas etapas passos protocolos chamados casos textos "
    "links fotos videos prints sites anexos digitos numeros letras palavras lojas andares quartos "
    "lugares cidades bairros quadras contas enderecos lados voltas boletos cartao cartoes filhos filhas "
    "pais irmaos amigos clientes funcionarios tipos formas finais melhores piores mais menos antes "
    "depois atras por que com pra para sem nao mas tem foi esta isso esse essa da das de do dos nas nos "
    "as os".split()
)
"""What numbers before them count is no goods: time, money, sizes, people, papers."""


def find_goods(reading: Reading, products: Collection[int]) -> Iterator[Candidate]:
    """Numbers of goods; the span is the number alone. `products` are where names of products begin."""
    for match in mentions(_OF_A_PRODUCT, reading):
        if reading.figures.written_span(match.start("thing"), match.end("thing"))[0] in products:
            yield _candidate(reading, match)
    for match in mentions(_ALONE, reading):
        yield _candidate(reading, match)
    counted = False
    for match in mentions(_COUNTED, reading):
        number, thing = int(match["number"]), match["thing"]
        if (match["further"] and not counted) or thing in _NO_GOODS:
            continue
        if number == 1 or (number and thing.endswith("s")) or (match["taken"] and number < 100):
            counted = True
            yield _candidate(reading, match)


def _candidate(reading: Reading, match: re.Match[str]) -> Candidate:
    number = plain(Decimal(match["number"]))
    return Candidate(reading.mention(EntityKind.QUANTITY, number, *match.span("number")), PLAUSIBLE)
