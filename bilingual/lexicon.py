"""The word lists of `bilingual/data`, loaded once. One entry a line; ``#`` begins a comment that gives the reason."""

from functools import cache
from importlib.resources import files


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """The entries of `data/NAME`, in order, without comments and empty lines."""
    text = (files("bilingual") / "data" / name).read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def load_words(name: str) -> frozenset[str]:
    """The entries of `data/NAME` as a set."""
    return frozenset(load_lines(name))


@cache
def load_table(name: str) -> dict[str, str]:
    """The entries of `data/NAME` as a table: key, a tab, value."""
    return dict(tuple(part.strip() for part in line.split("\t", 1)) for line in load_lines(name))  # type: ignore[misc]
