"""All commands, by name. What each does is loaded when it is called: `prosa --help` is quick."""

import typer

from prosa.cli.commands import content, packs, people, serving, systems

app = typer.Typer(
    help="Prosa: atendimento ao cliente em português — bot, fila, tickets e relatórios num só lugar.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    serving.up,
    serving.migrate,
    packs.train,
    packs.evaluate,
    packs.validate,
    serving.chat,
    serving.doctor,
):
    app.command()(command)
app.command("import")(content.import_source)
app.command()(serving.bench)
app.add_typer(people.user, name="user")
app.add_typer(systems.keys, name="keys")
app.add_typer(packs.models, name="models")
app.add_typer(packs.learned, name="learned")
app.add_typer(systems.events, name="events")
app.add_typer(people.customer, name="customer")
app.add_typer(content.articles, name="articles")
