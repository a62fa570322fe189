"""Words without their accents, many at a time."""

_PLAIN = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")


def plain_form(text: str) -> str:
    """Lower-case Portuguese without accents: "ação" → "acao". Other letters stay as they are."""
    return text.translate(_PLAIN)
