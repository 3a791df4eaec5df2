"""Quotes: spans, kinds, cues and speakers on four gold sets, confidence, the English side, and speed.

python -m tests.benchmarks quotes [--gold ../shared/gold] [--seeds ../shared/seeds] [--corpus corpus] [--split dev]
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bilingual.model import Quote, Span
from bilingual.quotes import find_quotes
from bilingual.text import fold
from tests.benchmarks._quote_gold import Annotated, Text, find_plainly, load_corpus, load_fiction, load_seeds
from tests.benchmarks._quote_pairs import measure_pairs

ARTICLES = re.compile(r"\b(?:l|d|le|la|les|un|une|des|du|de|son|sa|ses|leur|leurs)\b'? ?")


@dataclass
class Tally:
    """Counts over a set of texts."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlap: dict[float, int] = field(default_factory=lambda: {0.8: 0, 0.3: 0})
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    cues: list[int] = field(default_factory=lambda: [0, 0, 0])  # right, found, gold
    sure: list[tuple[float, bool]] = field(default_factory=list)

    def mark(self, what: str, right: bool) -> None:
        """Count one answer."""
        self.asked[what] = self.asked.get(what, 0) + 1
        self.right[what] = self.right.get(what, 0) + right


def score(texts: Sequence[Text], find: Callable[[Text], Sequence[Quote]]) -> Tally:
    """Compare what `find` finds with the gold of all texts."""
    tally = Tally()
    for text in texts:
        found = find(text)
        tally.gold += len(text.quotes)
        tally.found += len(found)
        gold_spans = {tuple(q.span) for q in text.quotes}
        tally.exact += sum(tuple(q.span) in gold_spans for q in found)
        for least in tally.overlap:
            tally.overlap[least] += len(match_spans([q.span for q in text.quotes], [q.span for q in found], least))
        for i, j in match_spans([q.span for q in text.quotes], [q.span for q in found], 0.8):
            _score_one(tally, text, text.quotes[i], found[j])
        tally.cues[2] += sum(q.cue is not None for q in text.quotes)
    return tally


def _score_one(tally: Tally, text: Text, gold: Annotated, found: Quote) -> None:
    if "kind" in text.tells:
        tally.mark("kind", gold.kind == found.kind)
    if "speaker" in text.tells:
        right = same_speaker(found.speaker, gold.speakers)
        tally.mark("speaker", right)
        if found.speaker is not None and found.confidence is not None:
            tally.sure.append((found.confidence, right))
    if "mention" in text.tells and gold.mention is not None:
        tally.mark("mention", found.mention is not None and found.mention.overlaps(gold.mention))
    if found.cue is not None:
        said = found.cue.of(text.text)
        tally.cues[1] += 1
        tally.cues[0] += gold.cue is not None and (said in gold.cue or gold.cue in said)


def match_spans(gold: Sequence[Span], found: Sequence[Span], least: float) -> list[tuple[int, int]]:
    """One-to-one pairs (gold, found) that share at least `least` of their union, the likest first."""
    pairs = []
    for i, a in enumerate(gold):
        for j, b in enumerate(found):
            shared = min(a.end, b.end) - max(a.start, b.start)
            if shared > 0:
                pairs.append((shared / (max(a.end, b.end) - min(a.start, b.start)), i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for likeness, i, j in sorted(pairs, key=lambda p: -p[0]):
        if likeness >= least and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            matched.append((i, j))
    return sorted(matched)


def same_speaker(found: str | None, gold: Sequence[str]) -> bool:
    """Whether a name is one of the right ones: all words of the shorter are among those of the longer."""
    if not gold or found is None:
        return not gold and found is None
    words = _words(found)
    return any(words and known and (words <= known or known <= words) for known in map(_words, gold))


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFD", fold(name))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", ARTICLES.sub(" ", plain)))


def f1(right: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return 200.0 * right / (found + gold) if found + gold else 0.0


def _line(name: str, tally: Tally) -> str:
    def share(what: str) -> str:
        return f"{100 * tally.right[what] / tally.asked[what]:7.1f}" if tally.asked.get(what) else "      –"

    cue = f"{f1(*tally.cues):7.1f}" if tally.cues[2] else "      –"
    spans = [f1(n, tally.found, tally.gold) for n in (tally.exact, tally.overlap[0.8], tally.overlap[0.3])]
    columns = "".join(f"{value:7.1f}" for value in spans)
    return f"{name:26}{tally.gold:6}{columns}{share('kind')}{share('speaker')}{share('mention')}{cue}"


def _reliability(tally: Tally) -> str:
    lines = ["confidence   quotes   right"]
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [right for sure, right in tally.sure if low <= sure < high]
        if inside:
            lines.append(
                f"{low:.1f}–{min(high, 1.0):.1f}      {len(inside):6}   {100 * sum(inside) / len(inside):5.1f} %"
            )
    wrong = sum(not right for sure, right in tally.sure if sure >= 0.9)
    lines.append(f"wrong speakers with confidence ≥ 0.9: {wrong} of {max(1, tally.asked.get('speaker', 0))} quotes")
    return "\n".join(lines)


def measure_speed(path: Path) -> str:
    """Megabytes of text a second of one core, on articles of press sentences."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        text = stream.read(6_000_000)
    articles = [a.replace("\n", " ") for a in text.split("\n\n")][:400]
    size = sum(len(a.encode()) for a in articles)
    start = time.process_time()
    count = sum(len(find_quotes(a)) for a in articles)
    spent = time.process_time() - start
    return f"{size / 1e6:.2f} MB of press text, {count} quotes: {size / 1e6 / max(spent, 1e-9):.2f} MB a second"


def find_as_read(text: Text) -> list[Quote]:
    """Our quotes."""
    return find_quotes(text.text, text.paragraphs)


def find_as_told(text: Text) -> list[Quote]:
    """Our quotes, by the rules of the fiction gold."""
    return join_groups(find_quotes(text.text, text.paragraphs))


def join_groups(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes as a gold sees them that leaves the writer's words inside and names out: one span an utterance."""
    joined: dict[str, Quote] = {}
    for quote in quotes:
        if quote.kind == "term" or any(outer.span.holds(quote.span) for outer in list(joined.values())[-4:]):
            continue
        key = quote.group
        first = joined.get(key)
        if first is None:
            joined[key] = quote
        else:
            joined[key] = replace(first, span=Span(first.span.start, quote.span.end))
    return sorted(joined.values(), key=lambda q: q.span)


def main(argv: list[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="quotes", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--seeds", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--press", type=Path, default=Path("../shared/press/orangesum.txt.xz"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--split", choices=("dev", "test", "both"), default="both")
    parser.add_argument("--no-engine", action="store_true", help="leave out what needs a translation")
    options = parser.parse_args(argv)
    splits = ("dev", "test") if options.split == "both" else (options.split,)
    sets = {f"corpus {split}": list(load_corpus(options.corpus, split)) for split in splits}
    sets |= {"seeds": list(load_seeds(options.seeds)), "fiction": list(load_fiction(options.gold / "quotes-fiction"))}
    print(f"{'':26}{'gold':>6}{'exact':>7}{'≥ .8':>7}{'≥ .3':>7}{'kind':>7}{'speak.':>7}{'ment.':>7}{'cue':>7}")
    tallies = {}
    for name, texts in sets.items():
        tallies[name] = score(texts, find_as_told if name == "fiction" else find_as_read)
        print(_line(name, tallies[name]))
        print(_line("  plain expressions", score(texts, lambda text: find_plainly(text.text))))
    for name in sets:
        if tallies[name].sure:
            print(f"\n{name}: {_reliability(tallies[name])}")
    print("\n" + measure_speed(options.press))
    if not options.no_engine:
        lines = (options.gold / "quote-pairs.jsonl").read_text(encoding="utf-8").splitlines()
        print(measure_pairs([json.loads(line) for line in lines]))
    return 0
