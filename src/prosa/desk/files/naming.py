"""What a file is called where it is shown or kept: as its sender called it, without what could deceive."""

from pathlib import PurePosixPath

from prosa.desk.files.sniffing import FileType

MOST_CHARS = 120


def safe_name(name: str, kind: FileType) -> str:
    """One line, no folders, nothing invisible, and an ending that says what the file is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(each for each in " ".join(last.split()) if each.isprintable())
    cleaned = "".join("_" if each in '<>:"|?*%;' else each for each in shown).strip(" .")
    path = PurePosixPath(cleaned or "arquivo")
    if path.suffix.lower() in kind.endings:
        return path.stem[: MOST_CHARS - len(path.suffix)] + path.suffix
    ending = kind.endings[0]
    return path.name[: MOST_CHARS - len(ending)] + ending
