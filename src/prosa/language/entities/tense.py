"""Whether what a customer says of a day lies behind or ahead: "chegou na sexta", "chega na sexta?"."""

import re
from functools import lru_cache

from prosa.language.entities.days import Tense

_REACH = 80
"""Characters of the sentence that are searched for its verb, to each side of the day."""

_WORD = re.compile(r"[a-z]{2,}")
_PAST = frozenset(
    "tirei retirei virei esperei parei separei comparei pedi recebi vendi devolvi abri sai senti decidi "
    "escolhi fiz fez fui foi foram era eram estava estavam tinha havia veio vieram deu deram disse disseram "
    "nasci comprado comprada feito feita desde passado passada ultimo ultima atrasado atrasada "
    "emitido emitida entregue entregues prometido prometida vencido vencida devia deveria".split()
)
_FUTURE = frozenset(
    "chega chegam chegar entrega entregam entregar recebo receber vou vai vao vamos posso pode podem podemos "
    "consigo consegue conseguem quero queremos queria agendar agenda agende marcar marca marque vence vencem "
    "vencer preciso precisa viajo sera serao pago pagar manda mande mandar valido valida vale ate abrem abre "
    "fecha espero estarei".split()
)
_NO_VERBS = frozenset(
    "sei hei lei rei ou sou dou estou tou meu seu teu eu museu para compara separa prepara cara rara "
    "clara".split()
)
_FUTURE_ENDINGS = ("arei", "erei", "irei", "ara", "arao", "erao", "irao", "aremos", "eremos", "iremos")
_PAST_ENDINGS = ("ei", "ou", "eu", "iu", "aram", "eram", "iram", "amos", "imos")


def tense_at(text: str, start: int, end: int) -> Tense:
    """The tense of the verb nearest before the day at `start`, or after it when none stands before.

    `text` is lower-case and without accents.
    """
    before = _WORD.findall(text, max(0, start - _REACH), start)
    after = _WORD.findall(text, end, min(len(text), end + _REACH))
    tenses = (_tense(word) for word in (*reversed(before), *after))
    return next((tense for tense in tenses if tense is not Tense.UNTOLD), Tense.UNTOLD)


@lru_cache(maxsize=5000)
def _tense(word: str) -> Tense:
    if word in _PAST:
        return Tense.PAST
    if word in _NO_VERBS:
        return Tense.UNTOLD
    if word in _FUTURE or word.endswith(_FUTURE_ENDINGS):
        return Tense.FUTURE
    return Tense.PAST if word.endswith(_PAST_ENDINGS) else Tense.UNTOLD
