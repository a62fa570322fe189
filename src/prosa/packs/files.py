"""Reads a pack's files as bounded UTF-8 text."""

from pathlib import Path

from prosa.packs.problems import Problems


def read_text(folder: Path, file: str, problems: Problems, max_bytes: int) -> str | None:
    """The text of `file` inside the pack, with Unix line ends; None after noting why there is none."""
    path = folder / file
    try:
        with path.open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except FileNotFoundError:
        problems.error(file, 0, "this file is missing")
        return None
    except OSError as error:
        problems.error(file, 0, f"cannot be read: {error.strerror or error}")
        return None
    if len(content) > max_bytes:
        problems.error(
            file, 0, f"larger than {max_bytes // 1024} KiB; split it or check that it is the right file"
        )
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.error(file, line, "this is not UTF-8: save the file with the encoding UTF-8")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
