"""What an answer must not say: that something was done, what the model was told, and the like. Pure."""

import re

from prosa.language.entities.reading import fold

_ACTS = (
    "cancel|aplic|estorn|reembols|envi|mand|troc|alter|atualiz|mud|liber|conced|apliqu|gera|ger|abr|registr|solicit|"
    "agend|marqu|marc|reserv|confirm|aprov|autoriz|process|cadastr|corrig|encaminh|transfer|transfir|acion|abat|desbloque|"
    "bloque|exclu|apag|remov|adicion|inclu|conclu|resolv|provid|devolv|efetu|realiz|emit|emiti|ativ|credit|deposit|"
    "pag|cobr|entreg|despach|separ|program|verifiqu|verific|consult|analis|cheq|chec|chequ|garant|ajust|renov|prorrog|estend"
)
_DONE = re.compile(
    # "cancelei seu pedido", "já apliquei": the first person of what is over.
    rf"\b(?:{_ACTS})\w{{0,4}}(?:ei|i)\b"
    # "enviamos" is also what a shop does every day: only with what was done to whom.
    rf"|\b(?:ja\s+(?:{_ACTS})\w{{0,4}}[aei]mos\b|(?:{_ACTS})\w{{0,4}}[aei]mos\s+(?:um|uma|seu|sua|teu|tua|seus|suas)\b)"
    r"|\b(?:fiz|fizemos|dei|demos|pus|pusemos|consegui|conseguimos|acabei\s+de|acabamos\s+de|tomei|deixei)\b"
    # "vou cancelar", "cancelarei", "estou enviando"
    rf"|\b(?:vou|vamos|irei|iremos)\s+(?:te\s+|lhe\s+|ja\s+)?(?:{_ACTS})\w*r\b"
    rf"|\b(?:{_ACTS})\w{{0,4}}r(?:ei|emos)\b"
    rf"|\b(?:estou|estamos|to)\s+(?:{_ACTS})\w*ndo\b"
    # "seu pedido foi cancelado", "pronto, desconto aplicado"
    rf"|\b(?:seu|sua|teu|tua|seus|suas)\b[^.!?]{{0,40}}\b(?:foi|foram|esta|estao|fica|ficou|ja\s+foi)\s+(?:ja\s+)?(?:{_ACTS})\w*[ai]d[oa]s?\b"
    rf"|\b(?:pronto|prontinho|feito|sucesso|combinado)\b[^.?]{{0,60}}\b(?:{_ACTS})\w*[ai]d[oa]s?\b"
    rf"|\b(?:{_ACTS})\w*[ai]d[oa]s?\s+com\s+sucesso\b"
    r"|\bvoce\s+(?:ganhou|recebeu|foi\s+(?:sortead|premiad|contemplad|aprovad|selecionad)\w*|acaba\s+de)\b"
)
_TOLD = re.compile(
    r"\b(?:system\s*prompt|prompt|(?:minhas|as|estas|seguintes)\s+(?:instruc\w+|regras|diretrizes)|instruc\w+\s+(?:do\s+sistema|iniciais|internas|secretas)"
    r"|fui\s+(?:instruid|programad|treinad|configurad|orientad)\w*|modelo\s+de\s+linguagem|inteligencia\s+artificial"
    r"|openai|chatgpt|gpt|llama|mistral|claude|gemini|qwen|deepseek|modo\s+(?:desenvolvedor|dan|debug|irrestrito|livre|deus)"
    r"|developer\s+mode|jailbreak|sem\s+(?:restric\w+|filtros)|trechos?\s+numerad\w+|sem_resposta|base64|api[_\s]?key)\b"
)
_MARKUP = re.compile(
    r"<\s*/?\s*[a-z!]|```|~~~|!\[|javascript\s*:|data\s*:\s*\w+/|&#\w+;|\{\{|\}\}|<\||\|>|\[/?inst\]", re.I
)
_SPELLED_OUT = re.compile(r"(?:(?<!\w)\w[\s.\-_*|/]{1,2}){6,}")
"""Single letters in a row: how a word is passed by somebody who looks for it."""
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{24,}")
_SECRETS = re.compile(
    r"\b(?:(?:informe|envie|mande|passe|digite|diga|confirme|compartilhe|forneca|me\s+(?:passa|manda|envia))\b[^.!?]{0,50}"
    r"\b(?:senha|cvv|codigo\s+de\s+(?:seguranca|verificacao)|token|numero\s+do\s+(?:seu\s+)?cartao|dados\s+do\s+(?:seu\s+)?cartao))\b"
)
_OTHERS = re.compile(
    r"\b(?:outr[oa]s?\s+clientes?|cliente\s+anterior|dados\s+d[eo]s?\s+(?:outr|client)\w*)\b"
)


def claims_a_deed(sentence: str, sources: str) -> bool:
    """Whether it says that something was done, or is about to be, and not in the sources' own words."""
    return any(match[0] not in sources for match in _DONE.finditer(fold(sentence)))


def betrays(sentence: str, sources: str) -> bool:
    """Whether it speaks of what the model was told, asks for secrets, or of other customers."""
    folded = fold(sentence)
    found = (match[0] for pattern in (_TOLD, _SECRETS, _OTHERS) for match in pattern.finditer(folded))
    return any(words not in sources for words in found)


def is_disguised(sentence: str, sources: str) -> bool:
    """Whether it holds markup, code, or something that is not words."""
    if _MARKUP.search(sentence) or _SPELLED_OUT.search(sentence):
        return True
    return any(fold(match[0]) not in sources for match in _BLOB.finditer(sentence))


def quotes(sentence: str, prompt: frozenset[str], sources: str) -> bool:
    """Whether a row of words of the prompt is in it that no source has."""
    return any(run in prompt and run not in sources for run in runs(sentence))


def runs(text: str, length: int = 5) -> list[str]:
    """Every row of so many words, in lower case, without accents and punctuation."""
    words = re.findall(r"\w+", fold(text))
    return [" ".join(words[place : place + length]) for place in range(len(words) - length + 1)]
