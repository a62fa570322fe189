from collections.abc import Iterator

import pytest

from tests.encoding.server import Told, embeddings_server


@pytest.fixture
def server() -> Iterator[Told]:
    with embeddings_server() as told:
        yield told
