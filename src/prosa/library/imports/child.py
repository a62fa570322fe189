"""The process that reads files: `python -m prosa.library.imports.child`, started by `reading.Reader`.

It takes a line of JSON and the file's bytes, and gives a line of JSON, until its input ends. A file that
exhausts its memory, hangs or crashes it takes nothing else with it.
"""

import os
import resource
import sys
from typing import BinaryIO

import orjson

from prosa.library.imports.documents import read_document
from prosa.library.imports.html import links_of, markdown_of
from prosa.library.imports.items import Unreadable
from prosa.library.imports.sitemaps import read_sitemap

MEMORY = 2 * 1024**3
"""Bytes of address space."""


def main() -> None:
    """Reads until there is nothing more to read."""
    # What libraries print must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while line := sys.stdin.buffer.readline():
        asked = orjson.loads(line)
        data = sys.stdin.buffer.read(asked["bytes"])
        _answer(answers, _read(asked["wanted"], asked["name"], data))


def _read(wanted: str, name: str, data: bytes) -> dict[str, object]:
    try:
        if wanted == "links":
            return {"links": links_of(data, name)}
        if wanted == "sitemap":
            pages, maps = read_sitemap(data)
            return {"pages": pages, "maps": maps}
        if wanted == "html":
            return {"title": None, "body": markdown_of(data.decode()), "head": {}}
        document = read_document(name, data)
    except Unreadable as error:
        return {"problem": str(error)}
    except (MemoryError, RecursionError):
        return {"problem": "O arquivo é complicado demais para ser lido."}
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a broken file
        sys.stderr.write(f"{type(error).__name__} while reading a file\n")
        return {"problem": "O arquivo não pôde ser lido: parece corrompido."}
    return {"title": document.title, "body": document.body, "head": document.head}


def _answer(answers: BinaryIO, answer: dict[str, object]) -> None:
    answers.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE))
    answers.flush()


if __name__ == "__main__":
    main()
