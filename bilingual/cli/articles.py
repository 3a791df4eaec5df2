"""The commands that work on articles."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import bilingual
from bilingual.cli.common import EngineName, Format, Lang, Out, Quiet, fail, find_engine, progress, read, write


def translate(
    articles: Annotated[
        list[str], typer.Argument(metavar="ARTICLE...", help="Files, folders, or - for standard input.")
    ],
    out: Out,
    format: Format = None,
    engine: EngineName = "embedded",
    lang: Lang = None,
    glossary: Annotated[
        Path | None, typer.Option("--glossary", metavar="CSV", help="Your terms: French, English, one pair a line.")
    ] = None,
    memory: Annotated[
        bool, typer.Option("--memory/--no-memory", help="Keep translations for later runs, in your cache folder.")
    ] = True,
    quiet: Quiet = False,
) -> None:
    """Translate articles and write bilingual editions."""
    paths = [Path(a) for a in articles]
    folder = len(articles) > 1 or out.endswith(("/", os.sep)) or Path(out).is_dir() or any(p.is_dir() for p in paths)
    if out == "-" and folder:
        fail("Standard output takes one article; give a folder with -o for several.", 2)
    if "-" in articles and len(articles) > 1:
        fail("Standard input (-) stands alone.", 2)
    if folder and articles != ["-"]:
        _translate_folder(paths, Path(out), format or "html", find_engine(engine, glossary, memory), lang, quiet)
        return
    target = str(Path(out) / f"article{_suffix(format or 'html')}") if folder else out
    _check_format(target, format)
    with progress(1, quiet) as advance:
        document = bilingual.translate(read(articles[0], lang), engine=find_engine(engine, glossary, memory))
        advance(paths[0], len(document.pairs))
    write(document, target, format)


def align(
    source: Annotated[str, typer.Argument(metavar="FR", help="The French article.")],
    target: Annotated[str, typer.Argument(metavar="EN", help="Its English translation.")],
    out: Out,
    format: Format = None,
    engine: EngineName = "embedded",
    fast: Annotated[bool, typer.Option("--fast", help="Link words by dictionary only, without the model.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Pair the texts even if they do not seem to agree.")] = False,
) -> None:
    """Pair an article with a translation that already exists."""
    _check_format(out, format)
    document = bilingual.align(
        read(source, "fr"), read(target, "en"), engine=None if fast else engine, check=not anyway
    )
    write(document, out, format)


def segment(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.")],
    lang: Lang = None,
) -> None:
    """Print one sentence a line, and an empty line between paragraphs."""
    found = read(article, lang)
    paragraph = 0
    for sentence in bilingual.segment(found.text, [p.span for p in found.paragraphs]):
        if sentence.paragraph != paragraph:
            print()
            paragraph = sentence.paragraph
        print(" ".join(sentence.span.of(found.text).splitlines()))


def quotes(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A file, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
    indirect: Annotated[bool, typer.Option("--indirect", help="Reported speech without marks too.")] = False,
    lang: Lang = None,
) -> None:
    """Print the quotes, who said them, and where they stand."""
    from bilingual.writers.quotes import describe_quotes

    found = read(article, lang)
    listed = bilingual.find_quotes(found.text, [p.span for p in found.paragraphs], indirect=indirect)
    rows = describe_quotes(found.text, listed)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        cue = f" ({row['cue']})" if row["cue"] else ""
        print(f"{row['start']}–{row['end']}  {row['kind']}  {row['speaker'] or '?'}{cue}: {row['text']}")


def convert(
    document: Annotated[str, typer.Argument(metavar="DOC.json", help="What translate wrote as JSON.")],
    out: Out,
    format: Format = None,
) -> None:
    """Write a document that was translated before in another format."""
    write(bilingual.load(document), out, format)


def _check_format(out: str, format: str | None) -> None:
    """Refuse an unknown format before the work, not after it."""
    from bilingual.writers import get_format, get_format_of

    if format is not None:
        get_format(format)
    elif out != "-":
        get_format_of(out)


def _suffix(format: str) -> str:
    from bilingual.writers import get_format

    return get_format(format).suffixes[0]


def _translate_folder(
    sources: list[Path], out: Path, format: str, engine: bilingual.Engine, lang: str | None, quiet: bool
) -> None:
    from bilingual.corpus import find_index, find_jobs, find_others, translate_files

    jobs = find_jobs(sources, out)
    if others := find_others(sources):
        names = ", ".join(path.name for path in others[:5]) + (", …" if len(others) > 5 else "")
        print(f"bilingual: passed over {len(others)} files that are no articles: {names}", file=sys.stderr)
    with progress(len(jobs), quiet) as advance:
        failures = translate_files(
            jobs, format=format, engine=engine, lang=lang, index=find_index(jobs, out), on_progress=advance
        )
    if failures:
        for failure in failures:
            print(f"bilingual: {failure.path}: {failure.reason}", file=sys.stderr)
        fail(f"{len(failures)} of {len(jobs)} files failed; the others are in {out}.")
