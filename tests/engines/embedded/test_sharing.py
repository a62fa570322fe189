"""Several processes on one data folder: who starts the engines, who stops them, and what a kill leaves."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prosa.engines.embedded.child import LAUNCHER
from tests.engines.embedded.conftest import StartNode
from tests.engines.embedded.nodes import ask, children, engine_processes, session_members


def test_ctrl_c_leaves_no_process(home: Path, start_node: StartNode):
    node = start_node().is_up()
    sessions = list(engine_processes(home).values())
    assert len(sessions) == 2
    assert node.send(signal.SIGINT) == 130
    assert engine_processes(home) == {}
    assert [session_members(leader) for leader in sessions] == [set(), set()]


def test_ctrl_c_while_they_start_leaves_no_process(home: Path, start_node: StartNode):
    node = start_node()
    while not engine_processes(home):
        assert node.process.poll() is None
        time.sleep(0.005)
    assert node.send(signal.SIGINT) == 130
    assert engine_processes(home) == {}


def test_a_second_node_shares_the_engines_of_the_first(home: Path, start_node: StartNode):
    first = start_node().is_up()
    running = engine_processes(home)
    second = start_node().is_up()
    assert (second.database_url, second.valkey_url) == (first.database_url, first.valkey_url)
    assert second.leave() == 0
    assert engine_processes(home) == running
    assert ask(first.database_url) == 1
    assert first.leave() == 0
    assert engine_processes(home) == {}


def test_the_last_node_to_leave_stops_the_engines(home: Path, start_node: StartNode):
    first, second = start_node().is_up(), start_node().is_up()
    assert first.leave() == 0
    assert ask(second.database_url) == 1
    assert second.leave() == 0
    assert engine_processes(home) == {}


def test_nodes_that_start_at_the_same_time_end_up_with_one_pair(home: Path, start_node: StartNode):
    nodes = [start_node() for _ in range(3)]
    assert len({node.is_up().database_url for node in nodes}) == 1
    assert len(engine_processes(home)) == 2
    assert {ask(node.database_url) for node in nodes} == {1}


def test_engines_of_a_killed_node_are_adopted_and_stopped_by_the_next(home: Path, start_node: StartNode):
    start_node().is_up().send(signal.SIGKILL)
    orphans = engine_processes(home)
    assert len(orphans) == 2
    next_node = start_node().is_up()
    assert engine_processes(home) == orphans
    assert next_node.leave() == 0
    assert engine_processes(home) == {}


def test_after_everything_was_killed_the_next_start_has_all_that_was_committed(
    home: Path, start_node: StartNode
):
    node = start_node().is_up()
    ask(node.database_url, "CREATE TABLE kept AS SELECT 42 AS answer")
    engines = engine_processes(home)
    for pid in (node.process.pid, *engines.values()):
        os.kill(pid, signal.SIGKILL)
    again = start_node().is_up()
    assert set(engine_processes(home).values()).isdisjoint(engines.values())
    assert ask(again.database_url, "SELECT answer FROM kept") == 42


@pytest.mark.parametrize("engine", ["postgres", "valkey-server"])
def test_an_engine_that_dies_is_started_again(home: Path, start_node: StartNode, engine: str):
    start_node().is_up()
    before = engine_processes(home)
    os.kill(before[engine], signal.SIGKILL)
    while engine_processes(home).get(engine) in (None, before[engine]):
        time.sleep(0.02)
    other = start_node().is_up()
    assert ask(other.database_url) == 1
    after = engine_processes(home)
    assert {name for name in after if after[name] != before[name]} == {engine}


def test_a_pid_file_that_names_a_strangers_process_does_not_stop_the_start(home: Path, start_node: StartNode):
    node = start_node().is_up()
    pid_file = home / "engines/postgres/data/postmaster.pid"
    _, *rest = pid_file.read_text().splitlines()
    owner = pid_file.stat()
    assert node.leave() == 0

    account = f"{owner.st_uid}:{owner.st_gid}" if os.geteuid() == 0 else "-"
    command = [sys.executable, "-IS", LAUNCHER, "-", account, "/", "/bin/sleep", "600"]
    with subprocess.Popen(command) as stranger:
        try:
            pid_file.write_text("\n".join([str(stranger.pid), *rest, ""]))
            assert ask(start_node().is_up().database_url) == 1
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_leftover_sockets_do_not_stop_the_start(home: Path, start_node: StartNode):
    node = start_node().is_up()
    assert node.leave() == 0
    for name in ("postgres/.s.PGSQL.5432", "valkey/valkey.sock"):
        left_behind = home / "engines/run" / name
        left_behind.parent.mkdir(mode=0o700, parents=True)
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(left_behind))
    assert ask(start_node().is_up().database_url) == 1


def test_an_interrupted_first_start_is_done_over(home: Path, start_node: StartNode):
    node = start_node()
    while not list(home.glob("engines/postgres/making-*/PG_VERSION")):
        assert node.process.poll() is None
        time.sleep(0.005)
    for child in children(node.process.pid):
        os.kill(child, signal.SIGKILL)
    node.send(signal.SIGKILL)
    assert ask(start_node().is_up().database_url) == 1
