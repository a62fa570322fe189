import os
import subprocess
import sys
import time

import pytest

from prosa.bench.cpu import CpuSeconds, cpu_seconds, parse_stat

BUSY = "import time\nwhile time.process_time() < 0.3: pass"


def test_a_process_name_may_hold_blanks_and_brackets():
    stat = (
        f"42 (a) b (c) S 7 {' '.join('0' for _ in range(9))} 100 50 20 10 {' '.join('0' for _ in range(30))}"
    )
    process = parse_stat(stat)
    assert (process.pid, process.parent, process.name) == (42, 7, "a) b (c")
    assert process.seconds == 180 / os.sysconf("SC_CLK_TCK")


def test_what_children_used_counts_while_they_run_and_after_they_ended():
    before = cpu_seconds(os.getpid()).total
    child = subprocess.Popen([sys.executable, "-c", f"{BUSY}\nprint('x', flush=True)\ninput()"],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert child.stdout is not None
    child.stdout.readline()
    running = cpu_seconds(os.getpid()).total
    child.communicate(b"\n")
    ended = cpu_seconds(os.getpid()).total
    assert before + 0.25 <= running <= ended


def test_others_do_not_count():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 10
        while cpu_seconds(child.pid) == CpuSeconds() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert cpu_seconds(child.pid).total < cpu_seconds(os.getpid()).total
    finally:
        child.communicate(b"\n")


def test_a_difference_is_what_was_used_in_between():
    later, earlier = CpuSeconds(3, 2, 1), CpuSeconds(1, 1, 1)
    assert later - earlier == CpuSeconds(2, 1, 0) and (later - earlier).total == pytest.approx(3)
