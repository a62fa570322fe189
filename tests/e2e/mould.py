"""A shop that has trained, read its articles and closed: servers begin as copies of it, in seconds."""

import fcntl
import json
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.e2e.server import Account, Server


@dataclass(frozen=True, slots=True)
class Mould:
    """Two data folders that nobody uses."""

    folder: Path

    @property
    def home(self) -> Path:
        """Of a shop with an admin and nothing said yet."""
        return self.folder / "home"

    @property
    def unowned(self) -> Path:
        """The same where nobody has an account yet."""
        return self.folder / "unowned"

    @property
    def admin(self) -> Account:
        """Ana, who may do everything."""
        return Account(**json.loads(self._admin.read_text()))

    @property
    def _admin(self) -> Path:
        return self.folder / "admin.json"

    def make(self) -> None:
        """Makes it, which takes as long as a first start does, unless it is there."""
        if self._admin.exists():
            return
        shutil.rmtree(self.folder, ignore_errors=True)  # half a one, of a run that was killed
        self.folder.mkdir(parents=True)
        with server_folder() as folder:
            server = Server(folder)
            try:
                server.start()
                server.wait_until_said("passages encoded")
            finally:
                server.stop()
            _copy(server.home, self.unowned)
            admin = server.create_agent("Ana", "admin")
            _copy(server.home, self.home)
        self._admin.write_text(json.dumps(asdict(admin)))


def made_once(folder: Path) -> Mould:
    """The mould of this run: the first worker makes it, the others wait."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mould = Mould(folder)
        mould.make()
    return mould


@contextmanager
def server_like(home: Path, **settings: str) -> Generator[Server]:
    """A server that serves, with a data folder that begins as this one, until the end."""
    with server_folder() as folder:
        server = Server(folder, **settings)
        _copy(home, server.home)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def server_folder() -> Generator[Path]:
    """For one server. Short, since a Unix socket's path must be."""
    folder = Path(tempfile.mkdtemp(prefix="prosa-e2e-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(home: Path, to: Path) -> None:
    """With its owners: as root, the engines run as somebody else."""
    subprocess.run(("cp", "-a", "--reflink=auto", str(home), str(to)), check=True)
