"""Regular Portuguese inflection, enough to know a written form when we see it."""

_AR = (
    "ar o a amos am ava avam ei ou aram asse assem aria ariam ará arão arei e em ando ado ada ados adas "
    "aremos ares arem"
).split()
_ER = (
    "er o e emos em ia iam i eu eram esse essem eria eriam erá erão erei a am endo ido ida idos idas "
    "eremos eres erem"
).split()
_IR = (
    "ir o e imos em ia iam i iu iram isse issem iria iriam irá irão irei a am indo ido ida idos idas "
    "iremos ires irem"
).split()
_ENCLITIC = ("lo", "la", "los", "las")
_HARD_BEFORE_E = {"c": "qu", "g": "gu", "ç": "c"}
_SOFT_BEFORE_A = {"c": "ç", "g": "j"}


def conjugated(infinitive: str) -> list[str]:
    """The common forms of a regular verb in -ar, -er or -ir, spelled as Portuguese spells them."""
    stem, theme = infinitive[:-2], infinitive[-2:]
    endings = {"ar": _AR, "er": _ER, "ir": _IR}[theme]
    vowel = {"ar": "á", "er": "ê", "ir": "i"}[theme]
    return [
        *(_spelled(stem, ending, theme) for ending in endings),
        *(f"{stem}{vowel}-{pronoun}" for pronoun in _ENCLITIC),
    ]


def plural(word: str) -> str:
    """The regular plural of a noun or adjective; the word itself where there is none to derive."""
    if word.endswith("ão"):
        return word[:-2] + "ões"
    if word.endswith("m"):
        return word[:-1] + "ns"
    if word.endswith(("al", "el", "ol", "ul")) and len(word) > 3:
        accented = {"a": "ais", "e": "éis", "o": "óis", "u": "uis"}
        return word[:-2] + ("eis" if word.endswith("vel") else accented[word[-2]])
    if word.endswith(("r", "z")):
        return word + "es"
    return word if word.endswith(("s", "x", "l")) else word + "s"


def _spelled(stem: str, ending: str, theme: str) -> str:
    last = stem[-1:]
    if theme == "ar" and ending[0] in "eé" and last in _HARD_BEFORE_E:
        stem = stem[:-1] + _HARD_BEFORE_E[last]
    elif theme != "ar" and ending[0] in "oa" and last in _SOFT_BEFORE_A:
        stem = stem[:-1] + _SOFT_BEFORE_A[last]
    return stem + ending
