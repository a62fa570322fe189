"""How replies write money, dates, times and amounts: as a Brazilian would."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from math import ceil, isfinite
from zoneinfo import ZoneInfo

from prosa.packs.gender import is_feminine, is_plural

WEEKDAYS = (
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
)


_ARTICLES = {
    "o": ("o", "a", "os", "as"),
    "um": ("um", "uma", "uns", "umas"),
    "do": ("do", "da", "dos", "das"),
    "no": ("no", "na", "nos", "nas"),
    "ao": ("ao", "à", "aos", "às"),
    "esse": ("esse", "essa", "esses", "essas"),
}
_SITUATIONS = {
    "open": "aberto",
    "pending": "aguardando a sua resposta",
    "solved": "resolvido",
    "closed": "encerrado",
}


def brl(amount: object) -> str:
    """Reais: 1299.9 → "R$ 1.299,90". What is no amount comes out as ""."""
    try:
        value = Decimal(str(amount))
        if not value.is_finite():
            return ""
        number = f"{abs(value):,.2f}"
    except (InvalidOperation, ValueError, OverflowError):
        return ""
    sign = "-" if value < 0 and number.strip("0.,") else ""
    return f"{sign}R$ {number.translate(str.maketrans(',.', '.,'))}"


def data(moment: object, now: datetime) -> str:
    """A day: "hoje", "amanhã" or "24/11/2026", in the time zone of `now`."""
    day = _day(moment, now)
    if day is None:
        return ""
    near = {now.date(): "hoje", now.date() + timedelta(days=1): "amanhã"}
    return near.get(day) or day.strftime("%d/%m/%Y")


def hora(moment: object, now: datetime) -> str:
    """A time of day: "14h", "14h05"."""
    if not isinstance(moment, datetime):
        return ""
    local = _local(moment, now)
    return f"{local.hour}h{local.minute:02}" if local.minute else f"{local.hour}h"


def quando(moment: object, now: datetime) -> str:
    """Day and time: "hoje às 15h", "segunda-feira, 30/11, às 8h"."""
    day = _day(moment, now)
    if day is None:
        return ""
    named = data(moment, now)
    if named[0].isdigit():
        named = f"{WEEKDAYS[day.weekday()]}, {day:%d/%m},"
    time = hora(moment, now)
    return (
        f"{named} {'à' if time.startswith('1h') or time == '1h' else 'às'} {time}"
        if time
        else named.rstrip(",")
    )


def plural(count: object, one: str, many: str = "") -> str:
    """The amount with its word: 1 → "1 minuto", 3 → "3 minutos"."""
    number = _number(count)
    if number is None:
        return ""
    shown = f"{number:,.0f}".replace(",", ".") if number == int(number) else f"{number:.1f}".replace(".", ",")
    # Portuguese uses the singular below two: "0 minuto", "1,5 minuto".
    return f"{shown} {one if abs(number) < 2 else many or one + 's'}"


def espera(seconds: object) -> str:
    """A wait as people say it: 40 → "menos de 1 minuto", 400 → "cerca de 7 minutos"."""
    number = _number(seconds)
    if number is None:
        return ""
    minutes = ceil(number / 60)
    if number < 60:
        return "menos de 1 minuto"
    if minutes < 60:
        return f"cerca de {plural(minutes, 'minuto')}"
    hours = round(minutes / 60)
    return f"cerca de {plural(hours, 'hora')}" if hours < 48 else f"cerca de {plural(hours // 24, 'dia')}"


def lista(things: object, last: str = "e") -> str:
    """Things in a row: "a, b e c"."""
    if isinstance(things, str) or not isinstance(things, Iterable):
        return str(things or "")
    words = [str(thing) for thing in things]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def fone(number: object) -> str:
    """A Brazilian telephone: "+5511987654321" → "(11) 98765-4321". Other numbers stay as they are."""
    written = str(number or "")
    digits = "".join(character for character in written if character.isdecimal())
    if len(digits) in (12, 13) and digits.startswith("55"):
        digits = digits[2:]
    if len(digits) in (10, 11):
        return f"({digits[:2]}) {digits[2:-4]}-{digits[-4:]}"
    return f"{digits[:-4]}-{digits[-4:]}" if len(digits) in (8, 9) else written


def cep(code: object) -> str:
    """A postal code: "50010000" → "50010-000"."""
    digits = "".join(character for character in str(code or "") if character.isdecimal())
    return f"{digits[:5]}-{digits[5:]}" if len(digits) == 8 else str(code or "")


def cpf(number: object) -> str:
    """A CPF, half hidden, as Brazil's public lists show it: "52998224725" → "***.982.247-**"."""
    digits = "".join(character for character in str(number or "") if character.isdecimal())
    return f"***.{digits[3:6]}.{digits[6:9]}-**" if len(digits) == 11 else ""


def artigo(noun: object, kind: str = "o") -> str:
    """The noun with its article: "Fone" → "o Fone", `artigo("um")` → "um Fone"; do, no, ao, esse."""
    words = str(noun or "")
    return f"{genero(words, *_ARTICLES.get(kind, _ARTICLES['o']))} {words}" if words else ""


def genero(noun: object, he: str, she: str, they: str = "", those: str = "") -> str:
    """The form that agrees with a noun: `{{ product.name|genero('novo', 'nova') }}`; of a plural: + s."""
    words = str(noun or "")
    feminine, plural = is_feminine(words), is_plural(words)
    if plural:
        return (those or f"{she}s") if feminine else (they or f"{he}s")
    return she if feminine else he


def situacao(status: object) -> str:
    """How far a ticket is, as customers say it: open → "aberto"."""
    return _SITUATIONS.get(str(status), "")


def good_day(now: datetime) -> str:
    """The greeting for this hour."""
    if 5 <= now.hour < 12:
        return "Bom dia"
    return "Boa tarde" if 12 <= now.hour < 18 else "Boa noite"


def _number(value: object) -> float | None:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, int | float | Decimal) and isfinite(value):
        return float(value)
    return None


def _local(moment: datetime, now: datetime) -> datetime:
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo), "now must be in the pack's time zone"
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _day(moment: object, now: datetime) -> date | None:
    if isinstance(moment, datetime):
        return _local(moment, now).date()
    return moment if isinstance(moment, date) else None
