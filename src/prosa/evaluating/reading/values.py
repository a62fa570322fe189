"""A cell or a JSON value as text."""


def as_text(value: object) -> str | None:
    """The value without spaces around it; numbers as they are written; None for what is no text."""
    match value:
        case str():
            return value.strip()
        case bool() | None:
            return None
        case int() | float():
            return str(value)
        case _:
            return None
