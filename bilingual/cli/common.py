"""What the commands share: their options, reading, writing, the engine asked for, the progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

import bilingual

Out = Annotated[str, typer.Option("-o", "--out", metavar="OUT", help="A file, a folder, or - for standard output.")]
Format = Annotated[
    str | None, typer.Option("-f", "--format", metavar="F", help="html, json, … (see formats); else by the suffix.")
]
EngineName = Annotated[
    str, typer.Option("-e", "--engine", metavar="E", help="embedded, argos, firefox, or the folder of a model package.")
]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="CODE", help="The article's language, where detection is wrong.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress bar.")]


def read(name: str, lang: str | None) -> bilingual.Article:
    """The article in a file, or on standard input (-)."""
    if name != "-":
        return bilingual.read(name, lang=lang)
    from bilingual.readers import parse

    return parse(sys.stdin.buffer.read(), "", "standard input", lang=lang)[0]


def write(document: bilingual.BilingualDocument, out: str, format: str | None) -> None:
    """Write to a file, or to standard output (-, JSON if nothing else is asked for)."""
    if out == "-":
        sys.stdout.buffer.write(bilingual.render(document, format or "json"))
        sys.stdout.buffer.flush()
    else:
        bilingual.write(document, out, format)


def find_engine(name: str, glossary: Path | None, memory: bool) -> bilingual.Engine:
    """The engine of that name, with the user's terms and the translation memory around it."""
    engine = bilingual.get_engine(name)
    if glossary is not None:
        from bilingual.engines.glossary import Glossary, GlossaryEngine

        engine = GlossaryEngine(engine, Glossary.load(glossary))
    if memory:
        from bilingual.engines.memory import RememberingEngine

        engine = RememberingEngine(engine)
    return engine


@contextmanager
def progress(articles: int, quiet: bool) -> Iterator[Callable[[Path, int], None]]:
    """A progress bar on standard error, when somebody is looking."""
    if quiet or not sys.stderr.isatty():
        yield lambda path, sentences: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns: list[Any] = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("translating", total=articles)
        yield lambda path, sentences: bar.update(task, advance=1, description=f"{path.name}: {sentences} sentences")


def fail(message: str, code: int = 1) -> NoReturn:
    """Say what is wrong on standard error, and stop: 1 for what went wrong, 2 for wrong usage."""
    print(f"bilingual: {message}", file=sys.stderr)
    raise typer.Exit(code)
