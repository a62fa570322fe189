"""Which words of a sentence come from the sources, and which have to. Pure."""

import re
from functools import lru_cache

from prosa.language.entities.reading import fold
from prosa.language.stems import stems_of

_WORD = re.compile(r"[^\W\d_]{2,}")

_FUNCTION = frozenset(
    """
    a ao aos as ate com como da das de dela dele deles delas do dos e ela elas ele eles em entre
    essa essas esse esses esta estas este estes eu foi isso isto ja la lhe mais mas me mesmo meu
    minha muito na nas nem no nos nossa nossas nosso nossos num numa o os ou para pela pelas pelo
    pelos perante pois por porque pra pro qual quais quando quanto quantos que quem se sem ser seu
    seus sua suas so sobre tambem te tem ter toda todas todo todos tu um uma umas uns voce voces vos
    nao sim aqui ali ai onde entao assim cada ainda depois antes durante desde apos contra sob caso
    embora enquanto porem contudo portanto logo bem sao era eram sera serao seja sejam estao estava
    estavam sendo tendo havendo ha houver tiver for forem fosse tenha tenham esteja estejam estiver
    estiverem algum alguma alguns algumas nenhum nenhuma outro outra outros outras tal tais tanto
    quanto
    """.split()
)
"""Words that say nothing by themselves."""

_POLITE = frozenset(
    """
    ola oi pagina site link bom boa dia tarde noite claro certo otimo perfeito entendi compreendo
    obrigado obrigada agradeco favor ajudar ajuda posso pode podem poder poderia precisa precisar
    precisam preciso precisando quiser quer queira deseja desejar basta fazer faca fazendo fica
    ficam ficar vai vao ir va vem caso duvida duvidas disposicao qualquer coisa informacao
    informacoes informar detalhe detalhes exemplo geral normalmente geralmente maneira forma modo
    jeito passo passos seguinte seguintes seguir segue verifique confira confirme veja acesse
    consulte entre usar use utilize utilizar existe existem conforme acordo alem disso deste desta
    desse dessa nesse nessa neste nesta vez vezes ter tenha dar dado dados partir respeito relacao
    tipo parte lembre lembrar importante atencao resumo ou seja primeiro segundo principal
    principais possivel necessario apenas somente direto diretamente melhor opcao opcoes escolher
    escolha contar conta junto dentro fora sempre tudo saber sabe
    """.split()
)
"""Words with which one is polite, or leads over: they may stand in any answer, and make none."""

_COUNTS = re.compile(
    r"dias?|ut(?:il|eis)|semanas?|mes(?:es)?|anos?|horas?|minutos?|vez(?:es)?|reais|real|centavos?|cento|mil"
    r"|dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|[cq]uatorze|quinze"
    r"|dez(?:esseis|essete|oito|enove)|vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa|cem"
    r"|(?:duz|trez|quatroc|quinh|seisc|setec|oitoc|novec)ent[oa]s|quinhent[oa]s"
)
"""Numbers and their units: they are compared as figures."""

_WEIGHTY = re.compile(
    r"\b(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|feriados?|hoje|amanha|ontem"
    r"|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"
    r"|gratis|gratuit[oa]s?|gratuidade|de\s+graca|brindes?|presentes?|premios?|cashback|metade|dobro|triplo"
    r"|vitalici[oa]s?|ilimitad[oa]s?|descontos?|cup(?:om|ons)|vouchers?|promoc(?:ao|oes)|ofertas?|bonus|creditos?"
    r"|reembols\w+|estorn\w+|indeniz\w+|multas?|juros|garanti\w+|senhas?|cvv|token|pix|boletos?|cartao|cartoes|cpf"
    r"|whatsapp|telegram|instagram|telefones?|ligue|liga(?:r|cao)|transfir\w+|deposit\w+|chave)\b"
)
"""What costs somebody something when it is invented: it has to stand in the sources."""

_NEGATION = re.compile(
    r"\b(?:nao|nunca|jamais|nem|nenhuma?|sem|proibid[oa]s?|impossivel|impede|vedad[oa]s?)\b"
)
_LEADING = re.compile(r"^\W*(?:(?:nao|sim|claro|certo|ola|oi)\s*[,.!;:]\s*)+")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending; of a word in lower case without accents."""
    return stems_of([word])[0]


def stems(text: str) -> frozenset[str]:
    """The stems of all words that say something."""
    return frozenset(stem(word) for word in _WORD.findall(fold(text)) if word not in _FUNCTION)


def content(sentence: str) -> list[str]:
    """The stems of the words that make the sentence say what it says, without the merely polite ones."""
    words = _WORD.findall(fold(sentence))
    said = (word for word in words if len(word) > 2 and word not in _FUNCTION and word not in _POLITE)
    return [stem(word) for word in said if not _COUNTS.fullmatch(word)]


def weighty(text: str) -> set[str]:
    """The words that must not be invented, as stems."""
    return {stem(match[0].split()[-1]) for match in _WEIGHTY.finditer(fold(text))}


def denies(clause: str) -> bool:
    """Whether it says that something is not so, leaving out the "sim" or "não" that answers a question."""
    return _NEGATION.search(_LEADING.sub("", fold(clause))) is not None
