"""What customers say about a form rather than into it: leave it, change something, pass over. Pure."""

import re

from prosa.language.entities.reading import fold

_LEAVE = re.compile(
    r"\W*(?:(?:nao|ah|ok|hum|entao|na verdade|bom|pode)\W+)*(?:"
    r"deixa(?:r)?(?: isso)? (?:pra|para) (?:la|depois|outra hora)|deixa(?: quieto)?|deixe (?:pra|para) la"
    r"|esquec[ae](?: isso| tudo)?|desisto(?: disso)?|nao quero mais(?: nada| isso)?"
    r"|quero (?:sair|parar)|sair|parar|para(?: com isso)?|chega(?: disso)?|nao precisa(?: mais)?"
    r")(?:[\s,.!]+(?:obrigad[oa]|valeu|por favor|pfv|vai))?\W*"
)
_CANCEL = re.compile(r"\W*(?:nao\W+)?(?:pode )?cancel(?:a|ar|e|o)(?: isso| tudo| aqui)?\W*")
_CORRECTS = re.compile(
    r"\b(?:na verdade|corrig\w+|correcao|errei|me enganei|enganei|quis dizer|quero dizer|digitei errado"
    r"|escrevi errado|(?:o )?certo e|(?:o )?correto e|ops|perai|troquei|me confundi|passei errado"
    r"|mud[ae]r? (?:o|a|meu|minha)|troca[r]? (?:o|a|meu|minha))\b|^\W*(?:nao|opa)\b"
)
_SKIPS = re.compile(
    r"\W*(?:nao(?:,? obrigad[oa])?|nao tenho(?: \w+){0,3}|pul[ae]r?(?: (?:isso|essa))?|sem \w+|nenhum[a]?"
    r"|prefiro nao(?: \w+){0,2}|agora nao|depois|nada|segue sem|pode (?:pular|seguir)|nao sei"
    r"|nao quero(?: \w+){0,2})"
    r"(?:\W+(?:obrigad[oa]|valeu))?\W*"
)
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:antes|mas|e|ah|so|primeiro|peraí|perai)\W+)*"
    r"(?:qual|quais|quanto|quantos|quanta|como|onde|quando|quem|por que|porque|o que|tem como|voces|vcs)\b"
)
_ABOUT = re.compile(
    r"\bcomo (?:e que )?(?:isso )?funciona\w*|\bquanto tempo\b|\bquantos? dias?\b|\bate quando\b"
    r"|\bqual (?:e |seria )?(?:o|a) (?:prazo|politica|regra|procedimento|passo a passo|custo|taxa|multa)\b"
    r"|\bquais (?:sao )?as? (?:regras?|condicoes)\b|\bquem paga\b"
    r"|\b(?:preciso|precisa|tenho que|tem que) pagar\b"
    r"|\b(?:tem|paga|pago) (?:multa|custo|taxa)\b|\bem (?:que|quais) casos?\b|\bo que acontece se\b"
    r"|\bdireito de arrependimento\b|\bpolitica de\b|\bme explica\b|\bduvidas? sobre\b"
    r"|\b(?:saber|entender) (?:como|se|qual|quanto|sobre|das? regras?)\b"
    r"|^\W*(?:o )?prazo (?:pra|para|de) (?:a )?(?:troca|devol|cancel|arrepend)\w*"
)
_HOW = re.compile(
    r"\bcomo (?:(?:e que )?(?:eu )?(?:faco|faz|fazer)|se faz)\b|^\W*como (?:troco|devolvo|cancelo)\W*$"
)
_WANTS = re.compile(
    r"\b(?:quero|queria|gostaria de|preciso|vou|podem?|quero que|me ajuda a) "
    r"(?:que )?(?:troc|devolv|cancel|mud|alter|desist)\w+"
)
_HAPPENED = re.compile(
    r"\b(?:veio|vieram|chegou|recebi|recebemos|comprei|fiz|ganhei|mandaram|quebr\w+|desisti|errei|botei"
    r"|coloquei|quero|queria|preciso|gostaria|vou|meu pedido|minha compra)\b"
)
_WORDS = re.compile(r"[a-z]+")
_SURE = frozenset(
    "sim s claro isso pode podem ok okay certo certa confirmo confirmado confirma uhum aham positivo correto"
    " correta exato exatamente perfeito beleza blz fechado bora aceito aprovado concordo ss yes".split()
)
_BESIDE = frozenset(
    "por favor pfv ser esta ta eh e tudo mesmo com certeza que cancelar mudar marcar trocar pedir"
    " fazer mandar seguir prosseguir continuar ai entao vai obrigado obrigada valeu quero isso o a ja".split()
)
_THUMBS = frozenset({"👍", "👍🏻", "👍🏼", "👍🏽", "👍🏾", "👍🏿", "✅", "👌"})
_FIGURES = re.compile(r"\d{4,}")


def confirms(text: str) -> bool:
    """Whether the message is a yes and nothing else.

    Only words that can mean nothing but a yes count: what is done after it may not be undone.
    """
    words = _WORDS.findall(fold(text))
    plain = bool(words) and all(word in _SURE or word in _BESIDE for word in words)
    return (plain and any(word in _SURE for word in words) and len(words) <= 10) or text.strip() in _THUMBS


def leaves(text: str, *, own: bool) -> bool:
    """Whether the customer gives the form up: "deixa pra lá". "Cancela" does, but not in a form for that."""
    folded = fold(text)
    return _LEAVE.fullmatch(folded) is not None or (not own and _CANCEL.fullmatch(folded) is not None)


def corrects(text: str) -> bool:
    """Whether the customer takes back something said before: "não, é …", "na verdade …"."""
    return _CORRECTS.search(fold(text)) is not None


def skips(text: str) -> bool:
    """Whether the customer passes over a question: "não tenho", "pular"."""
    return _SKIPS.fullmatch(fold(text)) is not None


def asks(text: str) -> bool:
    """Whether the message has the form of a question."""
    return _ASKS.search(fold(text)) is not None


def asks_about(text: str) -> bool:
    """Whether the message asks how something is done rather than to have it done.

    "Como funciona a troca?" does; "quero trocar, veio quebrado" does not, nor does "a TV veio trincada, como
    faço pra trocar?", which tells of a case of its own.
    """
    folded = fold(text)
    if _ABOUT.search(folded):
        return _WANTS.search(folded) is None
    return _HOW.search(folded) is not None and not (_HAPPENED.search(folded) or _FIGURES.search(folded))


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of these words, or the beginning of one, stands in the text."""
    folded = fold(text)
    return any(re.search(rf"\b{re.escape(fold(word))}", folded) is not None for word in words)


def after_label(text: str, label: str) -> str | None:
    """What the customer says that the thing of this name is: "o número é 45" → "45"; "" for its name alone.

    None when it is not named at all.
    """
    folded = fold(text)
    named = re.search(rf"\b{re.escape(fold(label))}\b", folded)
    if named is None:
        return None
    told = re.search(r"(?:\b(?:e|eh|era|sera|para|pra|pro|por)\b|:)\s*(?=\S)", folded[named.end() :])
    return text[named.end() + told.end() :].strip(" .!") if told is not None else ""
