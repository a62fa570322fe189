"""European and older spellings, and the Brazilian ones beside them: "receção" is "recepção"."""

import re

_OPEN_BEFORE_NASAL = re.compile(r"[éó](?=[mn][aeiouáâã])")
_CLOSED = {"é": "ê", "ó": "ô"}

# Sounds that only Europe dropped, and so letters that only Brazil still writes.
_ROOTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(european, re.MULTILINE), brazilian)
    for european, brazilian in (
        (r"^(re|de|con|per|a|inter|contra|anticon|autoper)ceç(?=[ãõ])", r"\1cepç"),
        (r"^(re|de|per|con|sus|a|imper|contra)ce(?=[ct]i[vo])", r"\1cep"),
        (r"^(re|contra|per|de)cetiv", r"\1ceptiv"),
        (r"cecion", "cepcion"),
        (r"^(des)?infeç(?=[ãõ])", r"\1infecç"),
        (r"^(des)?infeci(?=[oe])", r"\1infecci"),
        (r"^(de|re|intro|circun)?(s?)espet(?=[aiáo]|iv)", r"\1\2espect"),
        (r"^(respe|perspe|retrospe|prospe|introspe)ti(?=v)", r"\1cti"),
        (r"^aspet", "aspect"),
        (r"^espet(?=r|ador|ácul|acul)", "espect"),
        (r"^expetativ", "expectativ"),
        (r"^dete(?=t[aáeo])", "detec"),
        (r"^caraterí?(?=[sz])", "caracterí"),
        (r"^carateri(?=[sz])", "caracteri"),
        (r"^contact(?=[aáeoé])", "contat"),
        (r"^(re)?registo", r"\1registro"),
        (r"^regist(?=[aáeo])", "registr"),
        (r"^plane(?=[aáeo])", "planej"),
        (r"^dezas(?=s?ete)", "dezes"),
        (r"^dezanove", "dezenove"),
        (r"^camioni", "caminhonei"),
        (r"^camião$", "caminhão"),
        (r"^camiões$", "caminhões"),
        (r"^húmid", "úmid"),
        (r"^humid", "umid"),
        (r"^equipa$", "equipe"),
        (r"^equipas$", "equipes"),
        (r"^desport", "esport"),
        (r"^bebé", "bebê"),
        (r"^connosco$", "conosco"),
        (r"^facto", "fato"),
        (r"^subtil", "sutil"),
        (r"^amnistia", "anistia"),
        (r"^cupão$", "cupom"),
        (r"^batão$", "batom"),
        (r"^controlo$", "controle"),
    )
)


def brazilian(words: str) -> str:
    """How Brazil writes European words, one a line; the same where both write the same."""
    for pattern, here in _ROOTS:
        words = pattern.sub(here, words)
    return with_closed_vowels(words)


def with_closed_vowels(words: str) -> str:
    """What differs most often, and is quick to change in many words: "económico" is "econômico"."""
    return _OPEN_BEFORE_NASAL.sub(lambda match: _CLOSED[match[0]], words)


_BEFORE_2009: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(expression), modern)
    for expression, modern in (
        (r"ü", "u"),
        (r"éi(?=[ao]s?$|ca|co)", "ei"),
        (r"ói(?=[ao]s?$|ca|co|de)", "oi"),
        (r"ôo(?=s?$)", "oo"),
        (r"êe(?=m$)", "ee"),
        # Never were right: words stressed where they are without a mark, and ç where c says the same.
        (r"ç(?=[eiéêí])", "c"),
        (r"(?<=[^aeiou])í(?=s?$|[aeo]s?$)", "i"),
        (r"(?<=[^aeiou])ú(?=s?$|[aeo]s?$)", "u"),
        (r"[áâ](?=[^aeiouáéíóúâêôãõ]{1,2}[aeo]s?$)", "a"),
        (r"[éê](?=[^aeiouáéíóúâêôãõ]{1,2}[aeo]s?$)", "e"),
        (r"[óô](?=[^aeiouáéíóúâêôãõ]{1,2}[aeo]s?$)", "o"),
        (r"(?<=[^aeiou])í(?=[^aeiouáéíóúâêôãõ]{1,2}[aeo]s?$)", "i"),
        (r"(?<=[^aeiou])ú(?=[^aeiouáéíóúâêôãõ]{1,2}[aeo]s?$)", "u"),
    )
)


def modern(word: str) -> str:
    """A word as it is written since the reform of 2009, without marks that Portuguese never sets.

    "idéia" is "ideia", "tranqüilo" is "tranquilo", "cotidiáno" is "cotidiano".
    """
    for pattern, replacement in _BEFORE_2009:
        word = pattern.sub(replacement, word)
    return word


_SILENT = re.compile(r"(?<=[aeiouáéíóúâêô])[cp](?=[çt])|c(?=ci)")


def without_silent_letters(word: str) -> str:
    """A European word without the consonants that the reform took: "acção" is "ação", "óptimo" is "ótimo"."""
    return _SILENT.sub("", word)
