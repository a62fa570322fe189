"""One file of Markdown, HTML, PDF or DOCX by itself."""

from collections.abc import AsyncIterator
from pathlib import Path

from prosa.library.imports.contents import content_from
from prosa.library.imports.items import Broken, Found, Item, Progress, Unreadable
from prosa.library.imports.reading import Reader


class SingleFile:
    """A file, named by its name."""

    complete = True

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data

    @property
    def key(self) -> str:
        """The file's name."""
        return f"file:{self._name}"

    async def items(self, tell: Progress) -> AsyncIterator[Item]:
        """The one article, or why there is none."""
        tell(self._name, 0, 1)
        async with Reader() as reader:
            try:
                document = await reader.read(self._name, self._data)
                content = content_from(
                    document.body, title=document.title, name=self._name, head=document.head
                )
            except Unreadable as error:
                yield Broken(self._name, str(error))
                return
        yield Found(self._name, content, Path(self._name).stem)
