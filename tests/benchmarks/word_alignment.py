"""Word alignment: AER on hand-linked stories, beside a diagonal and eflomal trained on the same sentences."""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bilingual.alignment.words import link_words
from bilingual.engines import get_engine
from bilingual.model import Link, Span

Links = set[tuple[int, int]]
"""Token numbers, French and English."""


class Example(NamedTuple):
    """A sentence pair with the links people drew: `possible` holds the sure ones too."""

    story: str
    source: str
    target: str
    sure: Links
    possible: Links


def main(argv: list[str]) -> int:
    """Print one table: AER, precision, recall, AER of each story, pairs a second."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks word_alignment", description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--engine", default="embedded", help="an engine name or a package folder")
    options = parser.parse_args(argv)
    examples = load_examples(options.gold / "word-links")
    engine = get_engine(options.engine)
    engine.attend(["Oui."], ["Yes."])  # loading is not what is measured
    link_words("Oui.", "Yes.")

    def with_attention(examples: Sequence[Example]) -> list[list[Link]]:
        attentions = engine.attend([e.source for e in examples], [e.target for e in examples])
        return [link_words(e.source, e.target, attention) for e, attention in zip(examples, attentions, strict=True)]

    def without(examples: Sequence[Example]) -> list[list[Link]]:
        return [link_words(e.source, e.target) for e in examples]

    report(examples, "diagonal", lambda examples: [diagonal(e) for e in examples])
    report(examples, "eflomal on the same sentences", eflomal_links)
    report(examples, "link_words without attention", without)
    report(examples, f"link_words ({options.engine})", with_attention)
    return 0


def load_examples(folder: Path) -> list[Example]:
    """All sentence pairs of the gold, story by story."""
    examples = []
    for path in sorted(p for p in folder.iterdir() if p.is_dir()):
        french, english = path.name.split("_")
        sides = [_lines(path / f"{name}_sents.txt") for name in (french, english)]
        for source, target, links in zip(*sides, _lines(path / f"ali_w2w_{path.name}.txt"), strict=True):
            sure = {(int(i), int(j)) for i, j in re.findall(r"(\d+)-(\d+)", links)}
            possible = {(int(i), int(j)) for i, j in re.findall(r"(\d+)p(\d+)", links)}
            examples.append(Example(path.name, source, target, sure, possible | sure))
    return examples


def _lines(path: Path) -> list[str]:
    return [line.partition("\t")[2] for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n")]


def report(
    examples: Sequence[Example], name: str, link: Callable[[Sequence[Example]], Sequence[Links | list[Link]]]
) -> None:
    """One row of the table; links of characters become links of tokens once the clock has stopped."""
    started = time.perf_counter()
    made = link(examples)
    seconds = time.perf_counter() - started
    found = [
        as_numbers(e, links) if isinstance(links, list) else links for e, links in zip(examples, made, strict=True)
    ]
    total: Counter[str] = Counter()
    stories: dict[str, Counter[str]] = {}
    for example, links in zip(examples, found, strict=True):
        counts = Counter(
            links=len(links),
            sure=len(example.sure),
            sure_found=len(links & example.sure),
            right=len(links & example.possible),
        )
        total += counts
        stories.setdefault(example.story, Counter()).update(counts)
    print(
        f"{name:32} AER {error_rate(total):5.2f}  P {100 * total['right'] / max(1, total['links']):5.1f}  "
        f"R {100 * total['sure_found'] / max(1, total['sure']):5.1f}   "
        f"{'  '.join(f'{story[:8]} {error_rate(counts):.1f}' for story, counts in stories.items())}   "
        f"{len(examples) / seconds:.0f} pairs/s"
    )


def error_rate(counts: Counter[str]) -> float:
    """The alignment error rate (Och and Ney 2003), in percent."""
    return 100.0 * (1.0 - (counts["sure_found"] + counts["right"]) / max(1, counts["links"] + counts["sure"]))


def as_numbers(example: Example, links: Sequence[Link]) -> Links:
    """Character links as links of the tokens that share characters with them."""
    left, right = _tokens(example.source), _tokens(example.target)
    return {
        (i, j)
        for link in links
        for i in range(len(left))
        if left[i].overlaps(link.source)
        for j in range(len(right))
        if right[j].overlaps(link.target)
    }


def _tokens(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"\S+", text)]


def diagonal(example: Example) -> Links:
    """Every word with the one at the same place."""
    rows, columns = len(example.source.split()), len(example.target.split())
    return {(i, int((i + 0.5) * columns / rows)) for i in range(rows)} if rows and columns else set()


def eflomal_links(examples: Sequence[Example]) -> list[Links]:
    """Both directions of eflomal, what they agree on, and their neighbours (grow-diag)."""
    import eflomal

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side, texts in (("f", [e.source for e in examples]), ("e", [e.target for e in examples])):
            (folder / side).write_text("".join(f"{text.lower()}\n" for text in texts), encoding="utf-8")
        with (folder / "f").open(encoding="utf-8") as left, (folder / "e").open(encoding="utf-8") as right:
            eflomal.Aligner().align(
                left,
                right,
                links_filename_fwd=str(folder / "forward"),
                links_filename_rev=str(folder / "backward"),
                quiet=True,
            )
        both = [(folder / side).read_text().removesuffix("\n").split("\n") for side in ("forward", "backward")]
    return [_grow(_pharaoh(a), _pharaoh(b)) for a, b in zip(*both, strict=True)]


def _pharaoh(line: str) -> Links:
    return {(int(i), int(j)) for i, j in (pair.split("-") for pair in line.split())}


def _grow(forward: Links, backward: Links) -> Links:
    links = forward & backward
    grown = True
    while grown:
        left, right = {i for i, _ in links}, {j for _, j in links}
        more = {
            (i, j)
            for i, j in (forward | backward) - links
            if (i not in left or j not in right)
            and any((i + a, j + b) in links for a in (-1, 0, 1) for b in (-1, 0, 1))
        }
        grown = bool(more)
        links |= more
    return links
