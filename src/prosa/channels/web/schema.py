"""The socket protocol as one JSON Schema: `python -m prosa.channels.web.schema`."""

from pydantic import JsonValue, TypeAdapter

from prosa.channels.web import protocol
from prosa.sockets import describing


def document() -> dict[str, JsonValue]:
    """The schema of every frame, both ways, with the protocol's constants under `x-constants`."""
    client: TypeAdapter[object] = TypeAdapter(protocol.ClientMessage)
    server: TypeAdapter[object] = TypeAdapter(protocol.ServerMessage)
    return describing.document(
        "Protocol",
        "Every frame of the socket protocol.",
        client,
        server,
        {
            "VERSION": protocol.VERSION,
            "SUBPROTOCOL": protocol.SUBPROTOCOL,
            "CloseCode": describing.members(protocol.CloseCode),
            "ErrorCode": describing.members(protocol.ErrorCode),
        },
    )


if __name__ == "__main__":
    describing.show(document())
