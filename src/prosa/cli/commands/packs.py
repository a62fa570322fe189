"""What the bot has learned, and how well."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from prosa.cli.evaluation.asked import Asked, Noise, Task

models = typer.Typer(help="Versões do modelo.", no_args_is_help=True)
learned = typer.Typer(help="O que se aprendeu no uso.", no_args_is_help=True)

PackFolder = Annotated[
    Path | None, typer.Argument(help="Pasta do pacote. Sem ela: a configurada, ou a loja de exemplo.")
]


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


def validate(pack: PackFolder = None) -> None:
    """Confere um pacote e explica cada erro, com arquivo e linha."""
    from prosa.cli.validate import validate

    validate(pack)


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
