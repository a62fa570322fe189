"""A pack's service lives as long as Prosa, and no longer."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from textwrap import dedent

from prosa.integrations.processes import ServiceProcess, current_environ, service_environ
from tests.integrations.conftest import LOJA

COMMAND = ("python", "services/orders.py", "--port", "0", "--exit-with-parent")


def alive(pid: int) -> bool:
    """Whether this process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def gone(pid: int) -> None:
    """Waits until this process has ended."""
    async with asyncio.timeout(60):
        while alive(pid):
            await asyncio.sleep(0.05)


async def test_it_runs_from_start_to_stop():
    service = ServiceProcess("orders", COMMAND, LOJA, current_environ())
    await service.start()
    pid, url = service.pid, service.url
    assert pid is not None and alive(pid)
    assert url is not None and url.startswith("http://127.0.0.1:")
    await service.stop()
    assert not alive(pid)
    assert service.url is None


async def test_it_is_started_again_when_it_is_killed():
    service = ServiceProcess("orders", COMMAND, LOJA, current_environ())
    await service.start()
    first = service.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    async with asyncio.timeout(60):
        while service.pid in (first, None) or service.url is None:
            await asyncio.sleep(0.05)
    await service.stop()


async def test_one_that_does_not_want_to_end_is_ended(tmp_path: Path):
    (tmp_path / "stubborn.py").write_text(
        dedent("""
            import signal, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            print('{"port": 1}', flush=True)
            time.sleep(600)
        """),
        "utf-8",
    )
    service = ServiceProcess("stubborn", ("python", "stubborn.py"), tmp_path, current_environ())
    await service.start()
    pid = service.pid
    assert pid is not None
    await service.stop()
    assert not alive(pid)


def test_a_service_sees_none_of_our_secrets_but_its_token():
    environ = {"PATH": "/bin", "PROSA_SECRET_KEY": "s", "PROSA_SHOP_TOKEN": "t"}
    assert service_environ(environ, "PROSA_SHOP_TOKEN") == {"PATH": "/bin", "PROSA_SHOP_TOKEN": "t"}


async def test_no_service_outlives_a_prosa_that_was_killed(tmp_path: Path):
    program = f"""
        import asyncio
        from pathlib import Path
        from prosa.integrations.processes import ServiceProcess, current_environ

        async def main():
            command = ("python", "services/orders.py", "--port", "0", "--exit-with-parent")
            service = ServiceProcess("orders", command, Path({str(LOJA)!r}), current_environ())
            await service.start()
            print(service.pid, flush=True)
            await asyncio.sleep(600)

        asyncio.run(main())
    """
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", dedent(program), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert parent.stdout is not None
        pid = int(await parent.stdout.readline())
        assert alive(pid)
        parent.kill()
        await parent.wait()
        await gone(pid)
    finally:
        if parent.returncode is None:
            parent.kill()
            await parent.wait()
