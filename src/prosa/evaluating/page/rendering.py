"""From the parts of a page to HTML."""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from prosa.evaluating.page.parts import Page

_templates = Environment(
    loader=PackageLoader("prosa.evaluating.page", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(page: Page) -> str:
    """The whole document. Everything that comes from data is escaped."""
    return _templates.get_template("page.html").render(page=page)


def write_page(path: Path, page: Page) -> None:
    """Writes the document, making the folder. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(page), encoding="utf-8", errors="replace")
