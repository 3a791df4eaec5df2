"""The command. The only place that prints, and the only one that turns errors into exit codes.

0 done · 1 a clear one-line error on standard error · 2 wrong usage
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

import bilingual
from bilingual.errors import BilingualError

app = typer.Typer(
    name="bilingual",
    help="Turn French articles into bilingual reading editions, entirely offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Out = Annotated[str, typer.Option("-o", "--out", metavar="OUT", help="A file, a folder, or - for standard output.")]
Format = Annotated[str | None, typer.Option("-f", "--format", metavar="F", help="html, json, … (else by the suffix).")]
EngineName = Annotated[
    str, typer.Option("-e", "--engine", metavar="E", help="embedded, argos, or the folder of a model package.")
]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="CODE", help="The article's language, where detection is wrong.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="No progress bar.")]


@app.command()
def translate(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Files, folders, or - for standard input.")
    ],
    out: Out,
    format: Format = None,
    engine: EngineName = "embedded",
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Translate articles and write bilingual editions."""
    paths = [Path(a) for a in articles]
    folder = len(articles) > 1 or out.endswith(("/", os.sep)) or Path(out).is_dir() or any(p.is_dir() for p in paths)
    if out == "-" and folder:
        _wrong_usage("Standard output takes one article; give a folder with -o for several.")
    if "-" in articles and len(articles) > 1:
        _wrong_usage("Standard input (-) stands alone.")
    if not folder or articles == ["-"]:
        target = str(Path(out) / f"article{_suffix(format or 'html')}") if folder else out
        with _progress(1, quiet) as advance:
            document = bilingual.translate(_read(articles[0], lang), engine=engine)
            advance(paths[0], len(document.pairs))
        _write(document, target, format)
        return
    _translate_folder(paths, Path(out), format or "html", engine, lang, quiet)


@app.command()
def align(
    source: Annotated[str, typer.Argument(metavar="FR", help="The French article.")],
    target: Annotated[str, typer.Argument(metavar="EN", help="Its English translation.")],
    out: Out,
    format: Format = None,
    engine: EngineName = "embedded",
    fast: Annotated[bool, typer.Option("--fast", help="Compare words and lengths only; translate nothing.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Pair the texts even if they do not seem to agree.")] = False,
) -> None:
    """Pair an article with a translation that already exists."""
    document = bilingual.align(
        _read(source, "fr"), _read(target, "en"), engine=None if fast else engine, check=not anyway
    )
    _write(document, out, format)


@app.command()
def segment(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.")],
    lang: Lang = None,
) -> None:
    """Print one sentence a line, and an empty line between paragraphs."""
    read = _read(article, lang)
    paragraph = 0
    for sentence in bilingual.segment(read.text, [p.span for p in read.paragraphs]):
        if sentence.paragraph != paragraph:
            print()
            paragraph = sentence.paragraph
        print(" ".join(sentence.span.of(read.text).splitlines()))


@app.command()
def quotes(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
    indirect: Annotated[bool, typer.Option("--indirect", help="Reported speech without marks too.")] = False,
    lang: Lang = None,
) -> None:
    """Print the quotes, who said them, and where they stand."""
    read = _read(article, lang)
    found = bilingual.find_quotes(read.text, [p.span for p in read.paragraphs], indirect=indirect)
    rows = [
        {
            "id": q.id,
            "text": q.span.of(read.text),
            "start": q.span.start,
            "end": q.span.end,
            "kind": q.kind,
            "speaker": q.speaker,
            "mention": q.mention.of(read.text) if q.mention else None,
            "cue": q.cue.of(read.text) if q.cue else None,
            "group": q.group,
            "confidence": q.confidence,
        }
        for q in found
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        cue = f" ({row['cue']})" if row["cue"] else ""
        print(f"{row['start']}–{row['end']}  {row['kind']}  {row['speaker'] or '?'}{cue}: {row['text']}")


@app.command()
def convert(
    document: Annotated[str, typer.Argument(metavar="DOC.json", help="What translate wrote as JSON.")],
    out: Out,
    format: Format = None,
) -> None:
    """Write a document that was translated before in another format."""
    _write(bilingual.load(document), out, format)


@app.command()
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        app(args=list(sys.argv[1:] if argv is None else argv), prog_name="bilingual")
    except SystemExit as stop:
        return int(stop.code or 0)
    except BilingualError as error:
        print(f"bilingual: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has gone: say nothing, and keep Python from saying it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("bilingual: interrupted; what was being written has been left out.", file=sys.stderr)
        return 130
    return 0


def _read(name: str, lang: str | None) -> bilingual.Article:
    if name != "-":
        return bilingual.read(name, lang=lang)
    from bilingual.readers import parse

    return parse(sys.stdin.buffer.read(), "", "standard input", lang=lang)[0]


def _write(document: bilingual.BilingualDocument, out: str, format: str | None) -> None:
    if out == "-":
        sys.stdout.buffer.write(bilingual.render(document, format or "json"))
        sys.stdout.buffer.flush()
    else:
        bilingual.write(document, out, format)


def _suffix(format: str) -> str:
    from bilingual.writers import get_format

    return get_format(format).suffixes[0]


def _translate_folder(sources: list[Path], out: Path, format: str, engine: str, lang: str | None, quiet: bool) -> None:
    from bilingual.corpus import find_jobs, translate_files

    jobs = find_jobs(sources, out)
    with _progress(len(jobs), quiet) as advance:
        failures = translate_files(jobs, format=format, engine=engine, lang=lang, on_progress=advance)
    if failures:
        for failure in failures:
            print(f"bilingual: {failure.path}: {failure.reason}", file=sys.stderr)
        print(f"bilingual: {len(failures)} of {len(jobs)} files failed; the others are in {out}.", file=sys.stderr)
        raise typer.Exit(1)


@contextmanager
def _progress(articles: int, quiet: bool) -> Iterator[Callable[[Path, int], None]]:
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


def _wrong_usage(message: str) -> NoReturn:
    print(f"bilingual: {message}", file=sys.stderr)
    raise typer.Exit(2)
