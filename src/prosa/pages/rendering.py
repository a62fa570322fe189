"""Templates of our pages, in the company's name."""

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, select_autoescape

from prosa.node import Node
from prosa.packs.filters import brl

_templates = Environment(
    loader=PackageLoader("prosa.pages", "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
)
_templates.filters["brl"] = brl


def page(node: Node, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The template as a page. Its values are escaped, whatever the pack holds."""
    company = node.pack.bot.company.model_copy(update={"name": node.web.replies.company})
    html = _templates.get_template(template).render(company=company, **values)
    return HTMLResponse(html, status, {"Cache-Control": "no-cache"})
