"""What things are called at the terminal, in Portuguese. Pure."""

import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from prosa.channels.web.protocol import QueueFrame
from prosa.conversations.parts import QueuePlace, Urgency
from prosa.packs.filters import brl, espera, quando

ZONE = ZoneInfo("America/Sao_Paulo")
"""Dates are told in Brasília time."""

AVAILABILITY = {
    "in_stock": "em estoque",
    "few": "últimas unidades",
    "out_of_stock": "indisponível",
    "preorder": "pré-venda",
}
URGENCY = {
    Urgency.LOW: "baixa",
    Urgency.MEDIUM: "média",
    Urgency.HIGH: "alta",
    Urgency.URGENT: "urgente",
}

__all__ = ["AVAILABILITY", "URGENCY", "brl", "change", "harmless", "place", "when"]


def harmless(text: str) -> str:
    """Text that a terminal shows and does not obey: no escape sequences, no other control characters."""
    return "".join(
        character for character in text if character == "\n" or unicodedata.category(character)[0] != "C"
    )


def when(moment: datetime) -> str:
    """Day and time: "hoje às 15h"."""
    return quando(moment, datetime.now(UTC).astimezone(ZONE))


def place(queue: QueuePlace | None) -> str:
    """Where one stands in the queue."""
    if queue is None:
        return "Você está na fila de atendimento."
    if not queue.open:
        reopens = f" Respondemos a partir de {when(queue.reopens_at)}." if queue.reopens_at else ""
        return f"Estamos fora do horário de atendimento.{reopens}"
    if queue.position == 1:
        return f"Você é o próximo da fila. Espera estimada: {espera(queue.wait_seconds)}."
    return f"Você está na posição {queue.position} da fila. Espera estimada: {espera(queue.wait_seconds)}."


def change(frame: QueueFrame) -> str:
    """Who speaks for the company now."""
    if frame.offset is None:
        return place(frame.queue)
    match frame.owner:
        case "agent":
            return f"{harmless(frame.agent_name or 'Uma pessoa da equipe')} entrou na conversa."
        case "queue":
            return "Você voltou para a fila de atendimento."
        case "bot":
            return "O assistente virtual voltou à conversa."
        case "resolved":
            return "Atendimento encerrado. Para avaliar: /nota 1 a /nota 5."
