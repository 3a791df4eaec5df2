"""Many articles, one after the other: what can be written is written, what fails is listed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bilingual.errors import BilingualError, ReadError, WriteError
from bilingual.model import Article
from bilingual.pipeline import attempt_many
from bilingual.readers import SUFFIXES, read_all
from bilingual.writers import get_format, write, write_bytes
from bilingual.writers.index import Entry, make_entry, render_index


class Job(NamedTuple):
    """A file to read, and the file to write without its suffix."""

    source: Path
    target: Path


class Failure(NamedTuple):
    """A file that could not be read, translated or written, and why."""

    path: Path
    reason: BilingualError


def find_jobs(sources: Sequence[Path], out: Path) -> list[Job]:
    """The articles among files and folders, and where they go: a folder is searched and mirrored in `out`.

    Raises:
        ReadError: a folder holds no article, or two articles would be written to the same file.
    """
    jobs: dict[Path, Job] = {}
    for source in sources:
        found = sorted(_find_articles(source, out)) if source.is_dir() else [source]
        if not found:
            raise ReadError(f"There is no article in {source}: articles end in {', '.join(sorted(SUFFIXES))}.")
        for path in found:
            inside = path.relative_to(source) if source.is_dir() else Path(path.name)
            job = Job(path, out / inside.with_suffix(""))
            other = jobs.setdefault(job.target, job)
            if other.source != path:
                raise ReadError(
                    f"{other.source} and {path} would both be written to {job.target}: translate them separately."
                )
    return list(jobs.values())


def find_others(sources: Sequence[Path]) -> list[Path]:
    """What `find_jobs` passes over in folders: files that are no articles, hidden ones aside."""
    return [
        path
        for source in sources
        if source.is_dir()
        for path in sorted(_find_visible(source))
        if path.suffix.lower() not in SUFFIXES
    ]


def translate_files(
    jobs: Sequence[Job],
    *,
    format: str = "html",
    engine: object = "embedded",
    lang: str | None = None,
    index: Path | None = None,
    on_progress: Callable[[Path, int], None] | None = None,
) -> list[Failure]:
    """Translate and write every job; a file with several articles (an EPUB's chapters) gives numbered files.

    Args:
        jobs: what `find_jobs` gave.
        format: the name of a writer.
        engine: as for `bilingual.translate`.
        lang: the language of the articles, where detection is wrong.
        index: where to write the list of the pages (format html, more than one of them); None writes none.
        on_progress: called with each file and the number of its sentences when it is done.

    Returns:
        The failures, in order. Everything else has been written whole.
    """
    failures: list[Failure] = []
    entries: list[Entry] = []
    read: list[_Output] = []
    articles = _read_jobs(jobs, get_format(format).suffixes[0], lang, read, failures)
    for number, result in enumerate(attempt_many(articles, engine=engine)):
        source, target = read[number]
        try:
            if isinstance(result, BilingualError):
                raise result
            _make_folder(target.parent)
            write(result, target, format)
        except BilingualError as error:
            failures.append(Failure(source, error))
            continue
        if index is not None and format == "html":
            entries.append(make_entry(result, target.relative_to(index.parent).as_posix()))
        if on_progress:
            on_progress(source, len(result.pairs))
    if index is not None and len(entries) > 1:
        write_bytes(render_index(entries), index)
    return failures


class _Output(NamedTuple):
    """A file that was read, and where one of its articles is to be written."""

    source: Path
    target: Path


def _read_jobs(
    jobs: Sequence[Job], suffix: str, lang: str | None, read: list[_Output], failures: list[Failure]
) -> Iterator[Article]:
    """The articles of the jobs one by one; `read` and `failures` grow with them."""
    for job in jobs:
        try:
            found = read_all(job.source, lang=lang)
        except BilingualError as error:
            failures.append(Failure(job.source, error))
            continue
        for number, article in enumerate(found, start=1):
            stem = job.target.name if len(found) == 1 else f"{job.target.name}-{number:02}"
            read.append(_Output(job.source, job.target.with_name(stem + suffix)))
            yield article


def find_index(jobs: Sequence[Job], out: Path) -> Path | None:
    """Where the list of the pages goes: `index.html` in `out`, unless an article takes that name."""
    index = out / "index.html"
    return None if any(job.target == index.with_suffix("") for job in jobs) else index


def _find_articles(folder: Path, out: Path) -> Iterator[Path]:
    """The articles in a folder; what stands in `out`, where that is inside it, was written by an earlier run."""
    inside = out.resolve() if folder.resolve() in out.resolve().parents else None
    for path in _find_visible(folder):
        if path.suffix.lower() in SUFFIXES and (inside is None or inside not in path.resolve().parents):
            yield path


def _find_visible(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"The folder {folder} cannot be made: {error.strerror}.") from error
