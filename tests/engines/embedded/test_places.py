"""Where the engines keep their things, whom they run as, and who gets to them."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from prosa.engines.embedded import EmbeddedEngines
from prosa.engines.embedded.child import LAUNCHER
from prosa.engines.errors import EngineFailed
from tests.engines.embedded.conftest import StartNode
from tests.engines.embedded.nodes import PROGRAM, ask, engine_processes

NOBODY = 65534
READ_SEARCH = 1 << 2
OVERRIDE = 1 << 1

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="shows what root's engines may do")


def status(pid: int, name: str) -> str:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line.split(":", 1)[1].strip() for line in lines if line.startswith(f"{name}:"))


def test_nobody_else_gets_to_sockets_logs_or_data(home: Path, start_node: StartNode):
    start_node().is_up()
    engines = (home / "engines").stat()
    assert stat.S_IMODE(engines.st_mode) == 0o700
    assert engines.st_uid == os.geteuid()


def test_the_engines_listen_on_no_network_address(home: Path, start_node: StartNode):
    node = start_node().is_up()
    assert ask(node.database_url, "SHOW listen_addresses") == ""
    for pid in engine_processes(home).values():
        ours = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}
        rows = Path(f"/proc/{pid}/net/tcp").read_text() + Path(f"/proc/{pid}/net/tcp6").read_text()
        inodes = {f"socket:[{row.split()[9]}]" for row in rows.splitlines() if ":" in row.split()[0]}
        assert ours.isdisjoint(inodes)


@as_root
def test_started_by_root_they_run_unprivileged_and_may_only_read(home: Path, start_node: StartNode):
    start_node().is_up()
    for pid in engine_processes(home).values():
        assert set(status(pid, "Uid").split()) == {str(NOBODY)}
        assert status(pid, "Groups") == ""
        assert int(status(pid, "CapEff"), 16) == READ_SEARCH
        assert int(status(pid, "CapPrm"), 16) == READ_SEARCH


@as_root
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="takes capabilities away with setpriv")
@pytest.mark.parametrize("taken", ["-dac_read_search", "-dac_read_search,-dac_override"])
def test_where_root_lacks_capabilities_they_start_or_say_what_to_do(home: Path, taken: str):
    command = ["setpriv", "--bounding-set", taken, sys.executable, PROGRAM, str(home)]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    if "override" in taken:
        assert done.returncode != 0
        assert "ordinary user, or set PROSA_DATABASE_URL" in done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("up ")
    assert engine_processes(home) == {}


@as_root
def test_root_alone_may_speak_to_roots_database(home: Path, start_node: StartNode):
    node = start_node().is_up()
    as_nobody = [sys.executable, "-IS", LAUNCHER, "-", f"{NOBODY}:{NOBODY}", "/", sys.executable, "-c"]
    connect = "import psycopg, sys; psycopg.connect(sys.argv[1])"
    refused = subprocess.run(
        [*as_nobody, connect, node.database_url], capture_output=True, text=True, check=False
    )
    assert "Peer authentication failed" in refused.stderr


@as_root
def test_an_ordinary_account_runs_its_own(tmp_path: Path, start_node: StartNode):
    home = tmp_path / "its"
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY, NOBODY)
    node = start_node(home, uid=NOBODY).is_up()
    for pid in engine_processes(home).values():
        assert set(status(pid, "Uid").split()) == {str(NOBODY)}
    assert {path.stat().st_uid for path in home.rglob("*")} == {NOBODY}
    assert node.leave() == 0
    assert engine_processes(home) == {}


def test_a_cluster_of_another_version_is_refused_and_left_alone(home: Path):
    cluster = home / "engines/postgres/data"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("16\n")
    (home / "engines").chmod(0o700)
    with pytest.raises(EngineFailed, match="PostgreSQL 16"):
        EmbeddedEngines(home, valkey=False).start()
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


@as_root
def test_another_accounts_data_folder_is_refused(home: Path):
    (home / "engines").mkdir(parents=True)
    os.chown(home / "engines", NOBODY, NOBODY)
    try:
        with pytest.raises(EngineFailed, match="PROSA_HOME"):
            EmbeddedEngines(home)
    finally:
        os.chown(home / "engines", 0, 0)


def test_a_folder_with_a_very_long_name_will_do(tmp_path: Path, start_node: StartNode):
    home = tmp_path / ("dados-da-prosa-" * 8) / 'e mais, com vírgula e % e "aspas"'
    node = start_node(home).is_up()
    with psycopg.connect(node.database_url) as connection:
        sockets = Path(connection.info.host).parent
    assert sockets.parent == Path("/tmp")
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    sharing = start_node(home).is_up()
    assert sharing.database_url == node.database_url
    assert (sharing.leave(), node.leave()) == (0, 0)
    assert not sockets.exists()


@as_root
def test_a_socket_folder_that_somebody_else_put_there_is_refused(tmp_path: Path, start_node: StartNode):
    home = tmp_path / ("x" * 100)
    node = start_node(home).is_up()
    with psycopg.connect(node.database_url) as connection:
        sockets = Path(connection.info.host).parent
    assert node.leave() == 0
    sockets.mkdir(mode=0o777)
    os.chown(sockets, NOBODY, NOBODY)
    try:
        with pytest.raises(AssertionError, match="another account"):
            start_node(home).is_up()
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


def test_odd_characters_in_a_name_will_do(home: Path, start_node: StartNode):
    odd = home / 'a "c" %41 ç'
    node = start_node(odd).is_up()
    assert ask(node.database_url) == 1
    assert (odd / "engines/run/valkey/valkey.sock").is_socket()
    assert node.leave() == 0
