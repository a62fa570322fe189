"""Where the shop delivers: streets by CEP, and how long a delivery takes to each region."""

from typing import TypedDict


class Street(TypedDict):
    """What a CEP says. In a small town one CEP stands for all of it, and `street` is empty."""

    street: str
    district: str
    city: str
    state: str


_KNOWN = """
01310100 | Avenida Paulista | Bela Vista | São Paulo | SP
20040002 | Avenida Rio Branco | Centro | Rio de Janeiro | RJ
30130010 | Praça Sete de Setembro | Centro | Belo Horizonte | MG
40020000 | Praça da Sé | Centro | Salvador | BA
50030230 | Rua da Guia | Recife | Recife | PE
60025100 | Rua Senador Pompeu | Centro | Fortaleza | CE
66010000 | Avenida Presidente Vargas | Campina | Belém | PA
69005070 | Avenida Eduardo Ribeiro | Centro | Manaus | AM
70040010 | SBS Quadra 1 | Asa Sul | Brasília | DF
74015010 | Avenida Goiás | Setor Central | Goiânia | GO
80020310 | Rua Quinze de Novembro | Centro | Curitiba | PR
88010400 | Rua Felipe Schmidt | Centro | Florianópolis | SC
90010150 | Rua dos Andradas | Centro Histórico | Porto Alegre | RS
37200000 |  |  | Lavras | MG
55330000 |  |  | Bom Conselho | PE
"""
"""CEP, street, district, city and state."""


def _street_of(row: str) -> tuple[str, Street]:
    cep, street, district, city, state = (cell.strip() for cell in row.split("|"))
    return cep, {"street": street, "district": district, "city": city, "state": state}


STREETS = dict(map(_street_of, _KNOWN.strip().splitlines()))

REGIONS = {
    "0": ("Sudeste", 2, 5, 199),
    "1": ("Sudeste", 3, 8, 199),
    "2": ("Sudeste", 2, 5, 199),
    "3": ("Sudeste", 2, 6, 199),
    "4": ("Nordeste", 4, 8, 299),
    "5": ("Nordeste", 2, 4, 299),
    "6": ("Norte e Nordeste", 4, 12, 399),
    "7": ("Centro-Oeste", 4, 7, 299),
    "8": ("Sul", 2, 5, 199),
    "9": ("Sul", 2, 6, 199),
}
"""By the first digit of a CEP: region, least and most working days, and reais from which freight is free."""


def street(cep: str) -> dict[str, object] | None:
    """What this CEP says; None when nobody knows it."""
    found = STREETS.get(cep)
    if found is None:
        return None
    return {**found, "cep": f"{cep[:5]}-{cep[5:]}", "whole_town": not found["street"]}


def delivery(cep: str) -> dict[str, object] | None:
    """How long a delivery to this CEP takes, and from what it is free; None for what is no CEP."""
    if len(cep) != 8 or not cep.isdecimal() or cep[:3] == "000":
        return None
    region, least, most, free = REGIONS[cep[0]]
    found = STREETS.get(cep)
    city = f"{found['city']}/{found['state']}" if found else f"região {region}"
    where = {"where": city, "region": region, "cep": f"{cep[:5]}-{cep[5:]}"}
    return {**where, "least_days": least, "most_days": most, "free_from": free}
