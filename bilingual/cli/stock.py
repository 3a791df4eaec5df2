"""The commands around the work: what models and formats there are, and how good the results are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilingual.cli.common import EngineName, fail

if TYPE_CHECKING:
    from bilingual.engines.store import Model

models = typer.Typer(help="What models are installed and where; install more.", invoke_without_command=True)


@models.callback()
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_models()


@models.command("list")
def list_models() -> None:
    """Print every model: its engine, languages, size, quality, licence and place."""
    from bilingual.engines.store import list_models

    for model in list_models():
        _show(model)


@models.command()
def install(
    what: Annotated[
        list[str],
        typer.Argument(metavar="FILE | FROM TO | firefox FROM TO", help="A .argosmodel file, or a pair such as fr en."),
    ],
) -> None:
    """Install a model from a file, from the Argos index (fr en), or Mozilla's (firefox fr en)."""
    from bilingual.engines import firefox, store

    if len(what) == 1:
        model = store.install_file(Path(what[0]))
    elif len(what) == 2:
        model = store.install_argos(*what)
    elif len(what) == 3 and what[0] == "firefox":
        model = firefox.install_firefox(*what[1:])
    else:
        fail("Name a file, two language codes, or firefox and two language codes.", 2)
    _show(model)


def list_formats() -> None:
    """Print the formats that can be written, their suffixes and what they are for."""
    from bilingual.writers import FORMATS

    for format in FORMATS:
        print(f"{format.name:16}{' '.join(format.suffixes):20}{format.description}")


def evaluate(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="A gold corpus (a folder with manifest.json).")],
    split: Annotated[str | None, typer.Option("--split", metavar="S", help="dev or test; both if not given.")] = None,
    engine: EngineName = "embedded",
) -> None:
    """Print the figures on a gold corpus."""
    from bilingual.evaluation import Score, evaluate

    figures = evaluate(corpus, split=split, engine=engine)
    print(f"{figures.articles} articles{f' of split {split}' if split else ''}")
    print(f"{'':18}{'precision':>10}{'recall':>8}{'F1':>7}{'right':>7}{'of':>6}")
    for name, score in figures._asdict().items():
        if isinstance(score, Score):
            shown = (score.precision, score.recall, score.f1, score.right, score.wanted)
            print(f"{name.replace('_', ' '):18}{shown[0]:10.1f}{shown[1]:8.1f}{shown[2]:7.1f}{shown[3]:7}{shown[4]:6}")
    print(f"chrF2 of the English{figures.chrf:8.1f}")


def _show(model: Model) -> None:
    default = "  (a plain run uses this one)" if model.default else ""
    print(f"{model.engine}  {model.source_lang}→{model.target_lang}  {model.version}{default}")
    print(
        f"    {model.size / 1024**2:.0f} MB · licence {model.licence or 'unknown'} · {model.quality or 'quality not stated'}"
    )
    print(f"    {model.folder}")
