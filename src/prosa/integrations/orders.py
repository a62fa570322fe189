"""What a company's order system answers, checked before anybody sees it."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prosa.conversations.parts import OrderCard

_Short = Annotated[str, Field(min_length=1, max_length=200)]


class Nonsense(ValueError):
    """The answer is not an order, or not the one that was asked for."""


class _Item(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    name: _Short
    quantity: int = Field(default=1, ge=1, le=100_000)


class _Order(BaseModel):
    """The fields Prosa shows. Others may be there, and are not looked at."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    number: Annotated[str, Field(min_length=1, max_length=40)]
    status: Annotated[str, Field(min_length=1, max_length=40)]
    status_text: Annotated[str, Field(min_length=1, max_length=500)]
    expected_at: datetime | date | None = None
    carrier: _Short | None = None
    tracking_code: _Short | None = None
    items: Annotated[tuple[_Item | _Short, ...], Field(max_length=200)] = ()
    total: Annotated[Decimal, Field(ge=0, lt=1_000_000_000, allow_inf_nan=False)] | None = None


def read_order(content: bytes, number: str, zone: ZoneInfo) -> OrderCard:
    """The order in this JSON. A day without a time means until the end of that day in `zone`.

    Raises `Nonsense`.
    """
    try:
        order = _Order.model_validate_json(content, strict=True)
    except ValidationError as error:
        fields = sorted(
            {str(detail["loc"][0]) for detail in error.errors(include_input=False) if detail["loc"]}
        )
        raise Nonsense(f"wrong or missing: {', '.join(fields)}" if fields else "not JSON") from None
    if order.number != number:
        raise Nonsense("another order than the one asked for")
    return OrderCard(
        number=order.number,
        status=order.status,
        status_text=order.status_text,
        expected_at=_moment(order.expected_at, zone),
        carrier=order.carrier,
        tracking_code=order.tracking_code,
        items=tuple(
            item if isinstance(item, str) else f"{item.quantity}× {item.name}" for item in order.items
        ),
        total=order.total,
    )


def _moment(day: datetime | date | None, zone: ZoneInfo) -> datetime | None:
    if isinstance(day, datetime):
        return day if day.tzinfo else day.replace(tzinfo=zone)
    return datetime.combine(day, time(23, 59), zone) if day else None
