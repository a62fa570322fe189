"""What the bot answers with."""

from pathlib import Path
from typing import Annotated

import typer

articles = typer.Typer(help="Artigos da base de conhecimento.", no_args_is_help=True)


def import_source(
    source: Annotated[
        str,
        typer.Argument(
            help="Pasta, site, CSV de perguntas, JSON ou endereço do Zendesk, ZIP do Notion, "
            "ou a palavra products, e depois o catálogo."
        ),
    ],
    catalogue: Annotated[
        str | None, typer.Argument(help="Com products: CSV, TSV, JSON ou XML do Google Merchant.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Só mostra o que mudaria.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Não pergunta antes de gravar.")] = False,
    publish: Annotated[bool, typer.Option(help="Publica o que é novo ou mudou.")] = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Tira do ar o que a fonte não tem mais.")
    ] = False,
    json: Annotated[Path | None, typer.Option(help="Grava o relatório neste arquivo.")] = None,
    max_pages: Annotated[int, typer.Option(min=1, max=100_000, help="De um site: páginas lidas.")] = 500,
    depth: Annotated[int, typer.Option(min=0, max=20, help="De um site sem sitemap: cliques.")] = 3,
    rate: Annotated[float, typer.Option(min=0.1, max=100, help="De um site: páginas por segundo.")] = 2.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Aceita endereços da rede interna.")
    ] = False,
) -> None:
    """Traz artigos ou produtos de fora; de novo, só atualiza o que mudou."""
    from prosa.cli.importing import Asked, import_articles, import_products
    from prosa.library.imports.choosing import Reach
    from prosa.library.imports.importing import Wishes
    from prosa.library.imports.site import Limits

    asked = Asked(
        wishes=Wishes(dry_run, publish, remove_missing),
        reach=Reach(Limits(max_pages, depth), rate, allow_private),
        yes=yes,
        json=json,
    )
    if source == "products":
        import_products(catalogue, asked)
    else:
        import_articles(source, asked)


@articles.command("list")
def list_articles(
    status: Annotated[str | None, typer.Option(help="draft ou published.")] = None,
    origin: Annotated[str | None, typer.Option(help="pack ou desk.")] = None,
    source: Annotated[str | None, typer.Option(help="Só os importados desta fonte.")] = None,
) -> None:
    """Lista os artigos do pacote e os escritos ou importados aqui."""
    from prosa.cli.articles import list_articles

    list_articles(status, origin, source)


@articles.command("show")
def show_article(id: Annotated[str, typer.Argument(help="Identificador.")]) -> None:
    """Mostra um artigo."""
    from prosa.cli.articles import show

    show(id)


@articles.command("publish")
def publish_articles(
    ids: Annotated[list[str] | None, typer.Argument(help="Identificadores.")] = None,
    source: Annotated[str | None, typer.Option(help="Todos os rascunhos importados desta fonte.")] = None,
    version: Annotated[int | None, typer.Option(min=1, help="Versão. Sem ela: a mais recente.")] = None,
) -> None:
    """Publica artigos: o bot passa a responder com eles."""
    from prosa.cli.articles import publish

    publish(ids or [], source, version)


@articles.command("unpublish")
def unpublish_articles(ids: Annotated[list[str], typer.Argument(help="Identificadores.")]) -> None:
    """Tira artigos do ar; as versões ficam."""
    from prosa.cli.articles import unpublish

    unpublish(ids)


@articles.command("history")
def article_history(id: Annotated[str, typer.Argument(help="Identificador.")]) -> None:
    """Mostra quem fez o quê com um artigo."""
    from prosa.cli.articles import history

    history(id)
