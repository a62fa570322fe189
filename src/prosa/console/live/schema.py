"""The agents' socket protocol as one JSON Schema: `python -m prosa.console.live.schema`."""

from pydantic import JsonValue, TypeAdapter

from prosa.console.live import protocol
from prosa.sockets import describing


def document() -> dict[str, JsonValue]:
    """The schema of every frame, both ways, with the protocol's constants under `x-constants`."""
    client: TypeAdapter[object] = TypeAdapter(protocol.ClientMessage)
    server: TypeAdapter[object] = TypeAdapter(protocol.ServerMessage)
    return describing.document(
        "AgentProtocol",
        "Every frame of the agents' socket.",
        client,
        server,
        {
            "VERSION": protocol.VERSION,
            "SUBPROTOCOL": protocol.SUBPROTOCOL,
            "CloseCode": describing.members(protocol.CloseCode),
            "ErrorCode": describing.members(protocol.ErrorCode),
            "NoticeCode": describing.members(protocol.NoticeCode),
        },
    )


if __name__ == "__main__":
    describing.show(document())
