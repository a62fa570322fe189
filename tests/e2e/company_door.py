"""A company's own sign-in, served beside the test that needs it."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager

from tests.people.provider import Provider, open_provider


@contextmanager
def company_door() -> Generator[Provider]:
    """A provider that serves until the end; whom it vouches for is the test's to say."""
    loop = asyncio.new_event_loop()
    opened = open_provider()
    serving = threading.Thread(target=loop.run_forever, daemon=True)
    serving.start()
    try:
        yield asyncio.run_coroutine_threadsafe(opened.__aenter__(), loop).result(30)
    finally:
        asyncio.run_coroutine_threadsafe(opened.__aexit__(None, None, None), loop).result(30)
        loop.call_soon_threadsafe(loop.stop)
        serving.join(30)
