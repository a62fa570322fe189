"""All commands, by name. Each lives in a module of its own, loaded when called: `prosa --help` is quick."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from prosa.cli.evaluation.asked import Asked, Noise, Task

app = typer.Typer(
    help="Prosa: atendimento ao cliente em português — bot, fila, tickets e relatórios num só lugar.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
user = typer.Typer(help="Pessoas que atendem.", no_args_is_help=True)
keys = typer.Typer(help="Chaves de criptografia.", no_args_is_help=True)
app.add_typer(user, name="user")
app.add_typer(keys, name="keys")
models = typer.Typer(help="Versões do modelo.", no_args_is_help=True)
learned = typer.Typer(help="O que se aprendeu no uso.", no_args_is_help=True)
app.add_typer(models, name="models")
app.add_typer(learned, name="learned")
events = typer.Typer(help="Eventos para os sistemas da empresa.", no_args_is_help=True)
app.add_typer(events, name="events")
customer = typer.Typer(help="Dados de clientes (LGPD).", no_args_is_help=True)
app.add_typer(customer, name="customer")
articles = typer.Typer(help="Artigos da base de conhecimento.", no_args_is_help=True)
app.add_typer(articles, name="articles")

PackFolder = Annotated[
    Path | None, typer.Argument(help="Pasta do pacote. Sem ela: a configurada, ou a loja de exemplo.")
]


@app.command()
def up() -> None:
    """Sobe tudo: bancos embutidos (se não houver outros configurados), bot, site de exemplo e API."""
    from prosa.cli.up import up

    up()


@app.command()
def migrate() -> None:
    """Atualiza o esquema do banco de dados configurado em PROSA_DATABASE_URL."""
    from prosa.cli.migrate import migrate

    migrate()


@app.command()
def train(
    pack: PackFolder = None,
    force: Annotated[bool, typer.Option("--force", help="Treina mesmo que nada tenha mudado.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Troca o modelo mesmo que o novo erre mais, sem perguntar.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Para programas: uma linha JSON por passo.")] = False,
    by: Annotated[UUID | None, typer.Option(hidden=True, help="Quem pediu, para o registro.")] = None,
) -> None:
    """Treina com o pacote e o que se aprendeu no uso; mostra o que o novo modelo ganha e perde."""
    from prosa.cli.train import train

    train(pack, force=force, yes=yes, json=json, by=by)


@app.command()
def evaluate(
    pack: PackFolder = None,
    task: Annotated[Task, typer.Option(help="O que medir.")] = Task.INTENTS,
    train: Annotated[list[Path] | None, typer.Option(help="Treina com estes exemplos; repetível.")] = None,
    test: Annotated[
        list[Path] | None,
        typer.Option(help="Mensagens de teste (TSV, CSV, JSONL, YAML do Rasa, pacote). Sem elas: um quinto."),
    ] = None,
    out_of_scope: Annotated[
        list[Path] | None, typer.Option(help="Mensagens que o bot não deve responder.")
    ] = None,
    clean: Annotated[
        list[Path] | None,
        typer.Option(help="Com --task spelling: textos certos, que devem ficar como estão."),
    ] = None,
    questions: Annotated[
        list[Path] | None,
        typer.Option(
            help="Pergunta ao bot inteiro e julga as respostas (JSONL: text, intent, article, outcome)."
        ),
    ] = None,
    few: Annotated[int | None, typer.Option(min=1, help="Treina com tantos exemplos por intenção.")] = None,
    seed: Annotated[int, typer.Option(help="Sorteia os exemplos, a divisão e os erros de digitação.")] = 0,
    hold_out_intents: Annotated[
        float | None,
        typer.Option(min=0, max=0.95, help="Parte das intenções que o treino não vê: fora do escopo, perto."),
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(min=0, max=1, help="Limiar para responder. Sem ele: o do pacote, ou 0,7.")
    ] = None,
    noise: Annotated[list[Noise] | None, typer.Option(help="Mede também com erros de digitação.")] = None,
    learning_curve: Annotated[
        bool, typer.Option("--learning-curve", help="Treina também com 10, 25 e 50 % dos exemplos.")
    ] = False,
    encoder: Annotated[
        str | None,
        typer.Option(help="Codificador no lugar do que o pacote usa, p. ex. hf:organização/modelo."),
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Com --task entities: o dia em que as mensagens são lidas."),
    ] = None,
    retrieval: Annotated[
        Path | None,
        typer.Option(help='Mede a busca: linhas {"question", "context"}; as passagens são os contextos.'),
    ] = None,
    memory: Annotated[bool, typer.Option(help="Mede a memória do modelo num processo à parte.")] = True,
    json: Annotated[
        Path | None, typer.Option(help="Grava os números neste arquivo, e o relatório HTML ao lado.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Grava o relatório HTML neste arquivo.")] = None,
    require: Annotated[
        list[str] | None, typer.Option(help="Termina com 1 se não alcançar, p. ex. accuracy=0.87.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="JSON de outra avaliação: compara com ela, mensagem por mensagem.")
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(help="Só compara dois JSON gravados antes.")
    ] = None,
) -> None:
    """Mede o entendimento em mensagens que o modelo não viu: acerto, calibração, limiar, fora do escopo."""
    from prosa.cli.evaluate import evaluate

    evaluate(
        Asked(
            pack,
            task if retrieval is None else Task.RETRIEVAL,
            train=tuple(train or ()),
            test=tuple(test or ()),
            out_of_scope=tuple(out_of_scope or ()),
            clean=tuple(clean or ()),
            questions=tuple(questions or ()),
            few=few,
            seed=seed,
            hold_out_intents=hold_out_intents,
            threshold=threshold,
            noise=tuple(noise or ()),
            learning_curve=learning_curve,
            memory=memory,
            encoder=encoder,
            today=today.date() if today else None,
            json=json,
            html=html,
            require=tuple(require or ()),
            baseline=baseline,
            compare=compare,
            retrieval=retrieval,
        )
    )


@app.command()
def validate(pack: PackFolder = None) -> None:
    """Confere um pacote e explica cada erro, com arquivo e linha."""
    from prosa.cli.validate import validate

    validate(pack)


@app.command()
def chat(
    url: Annotated[
        str | None, typer.Option(help="Endereço de um Prosa no ar. Sem ele: o desta máquina.")
    ] = None,
) -> None:
    """Conversa com o bot no terminal."""
    from prosa.cli.chat import chat

    chat(url)


@app.command()
def doctor() -> None:
    """Mostra o que está configurado, acessível e treinado — e o que fazer a respeito."""
    from prosa.cli.doctor import doctor

    doctor()


@models.command("list")
def list_models() -> None:
    """Lista as versões do modelo e marca a que responde."""
    from prosa.cli.models import list_versions

    list_versions()


@models.command()
def rollback(
    version: Annotated[
        str | None, typer.Argument(help="Versão, ou o começo dela. Sem ela: a anterior à que responde.")
    ] = None,
) -> None:
    """Volta a uma versão anterior. Os servidores no ar trocam sem parar."""
    from prosa.cli.models import roll_back

    roll_back(version)


@learned.command("export")
def export_learned(pack: PackFolder = None) -> None:
    """Grava os exemplos aceitos na revisão em nlu/learned.yml, dentro do pacote."""
    from prosa.cli.learned import export_learned

    export_learned(pack)


@app.command("import")
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


@user.command("create")
def create_user(
    name: Annotated[str, typer.Argument(help="Nome que o cliente vê.")],
    email: Annotated[str, typer.Option(help="E-mail, único.")],
    skill: Annotated[list[str] | None, typer.Option(help="O que a pessoa sabe; repita para várias.")] = None,
    role: Annotated[str, typer.Option(help="agent, supervisor ou admin.")] = "agent",
) -> None:
    """Cadastra uma pessoa e mostra, uma única vez, a senha (se criada aqui) e o token dela."""
    from prosa.cli.user import create
    from prosa.people.roles import Role

    if role not in tuple(Role):
        raise typer.BadParameter("agent, supervisor ou admin", param_hint="--role")
    create(name, email, frozenset(skill or ()), Role(role))


@user.command("list")
def list_users() -> None:
    """Mostra quem trabalha aqui."""
    from prosa.cli.user import show_all

    show_all()


@user.command("reset")
def reset_user(email: Annotated[str, typer.Argument(help="E-mail da pessoa.")]) -> None:
    """Mostra um endereço em que a pessoa escolhe uma senha nova."""
    from prosa.cli.user import reset

    reset(email)


@user.command("token")
def new_user_token(email: Annotated[str, typer.Argument(help="E-mail da pessoa.")]) -> None:
    """Troca o token para programas de uma pessoa e mostra o novo, uma única vez."""
    from prosa.cli.user import renew_token

    renew_token(email)


@keys.command("new")
def new_key() -> None:
    """Mostra uma chave nova. Ponha-a na frente das outras; as antigas ainda abrem o que fecharam."""
    from prosa.security.keys import new_encryption_key

    typer.echo(new_encryption_key())


@app.command()
def bench(
    url: Annotated[
        str | None, typer.Option(help="Endereço de um Prosa no ar. Sem ele: sobe um só para medir.")
    ] = None,
    sockets: Annotated[int, typer.Option(min=1, max=20000, help="Conversas abertas.")] = 2000,
    rate: Annotated[float, typer.Option(min=0.1, help="Mensagens por segundo.")] = 200,
    seconds: Annotated[int, typer.Option(min=5, max=3600, help="Duração da carga.")] = 60,
    out: Annotated[Path, typer.Option(help="Pasta para JSON e gráfico.")] = Path("bench/out"),
) -> None:
    """Mede respostas sob carga e confere no banco que nada se perdeu nem dobrou."""
    from prosa.cli.bench import bench

    bench(url, sockets, rate, seconds, out)


@events.command("failed")
def failed_events() -> None:
    """Lista os eventos que não puderam ser entregues e de que se desistiu."""
    from prosa.cli.events import failed

    failed()


@events.command("replay")
def replay_events(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Eventos, por id. Sem eles: todos de que se desistiu.")
    ] = None,
) -> None:
    """Manda de novo para a fila de entrega. Cada evento mantém o seu id."""
    from prosa.cli.events import replay

    replay(ids or None)


@customer.command("export")
def export_customer(
    id: Annotated[str, typer.Argument(help="O id pelo qual o site conhece o cliente.")],
) -> None:
    """Mostra em JSON tudo o que se guarda de um cliente."""
    from prosa.cli.customer import export

    export(id)


@customer.command("erase")
def erase_customer(
    id: Annotated[str, typer.Argument(help="O id pelo qual o site conhece o cliente.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Confirma: não tem volta.")] = False,
) -> None:
    """Apaga perfil, preferências e o conteúdo das conversas e chamados de um cliente."""
    from prosa.cli.customer import erase

    erase(id, yes=yes)
