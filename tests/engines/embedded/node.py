"""A process that uses embedded engines, as `prosa up` does: up until Ctrl-C, or until told to leave.

    python node.py HOME

Prints "up" and its two URLs when the engines run, and leaves when its standard input closes.
"""

import asyncio
import sys
from pathlib import Path

from prosa.engines import open_engines
from prosa.engines.errors import EngineFailed
from prosa.settings import Settings


async def main(home: Path) -> None:
    async with open_engines(Settings(home=home)) as engines:
        sys.stdout.write(f"up {engines.database_url} {engines.valkey_url}\n")
        sys.stdout.flush()
        told_to_leave = asyncio.Event()
        asyncio.get_running_loop().add_reader(sys.stdin, told_to_leave.set)
        await told_to_leave.wait()


try:
    asyncio.run(main(Path(sys.argv[1])))
except KeyboardInterrupt:
    sys.exit(130)
except EngineFailed as error:
    sys.exit(f"failed: {error}")
