"""Sentence segmentation: exact spans against gold, beside Punkt, pySBD and the splitter of Moses, and characters per second.

    python -m tests.benchmarks segmentation [--gold ../shared/gold] [--corpus corpus] [--split dev]
                                            [--press ../shared/press/orangesum.txt.xz]

Every gold set is measured twice: its sentences joined by one space, and one a line. The corpus is measured as it is
read: its lines without their furniture. NLTK's Punkt brings no French parameters that may be shipped, so it is trained
first, on the beginning of the press text. The other three get each line by itself, like ours.
"""

from __future__ import annotations

import argparse
import lzma
import re
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

from bilingual import Span, segment
from bilingual.gold import GoldArticle, load_gold

Spans = list[tuple[int, int]]
Tool = Callable[[str], Spans]
"""Gives the sentences of one line of text."""

PUNKT_CHARACTERS = 4_000_000


def main(argv: list[str]) -> int:
    """Print one table: tool, set, sentences, precision, recall, F1, characters per second."""
    parser = argparse.ArgumentParser(prog="segmentation", description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--press", type=Path, default=Path("../shared/press/orangesum.txt.xz"))
    arguments = parser.parse_args(argv)
    tools: dict[str, Tool] = {"bilingual": cut_with_ours, "Punkt (trained)": train_punkt(arguments.press)}
    tools |= {"pySBD fr": load_pysbd(), "sentence-splitter": load_splitter()}
    for tool in tools.values():
        tool("Une phrase. " * 300)  # load what is loaded at the first call
    print(f"{'set':<34}{'gold':>6}  {'tool':<18}{'found':>6}{'P':>8}{'R':>8}{'F1':>8}{'Mchar/s':>9}")
    sets = list(load_sets(arguments.gold / "segmentation"))
    if (arguments.corpus / "manifest.json").exists():
        sets.append(load_corpus(load_gold(arguments.corpus, arguments.split), arguments.split))
    for name, text, paragraphs, gold in sets:
        for tool_name, tool in tools.items():
            start = time.perf_counter()
            found = {span for paragraph in paragraphs for span in shift(tool(paragraph.of(text)), paragraph.start)}
            speed = sum(p.end - p.start for p in paragraphs) / (time.perf_counter() - start) / 1e6
            hits = len(found & gold)
            figures = (100 * hits / len(found), 100 * hits / len(gold), 200 * hits / (len(found) + len(gold)))
            shown = "".join(f"{figure:8.2f}" for figure in figures)
            print(f"{name:<34}{len(gold):>6}  {tool_name:<18}{len(found):>6}{shown}{speed:9.2f}", flush=True)
    return 0


def load_sets(folder: Path) -> Iterable[tuple[str, str, list[Span], set[tuple[int, int]]]]:
    """Each file joined by spaces and by line ends: name, text, paragraphs, gold spans."""
    for path in sorted(folder.glob("*.txt")):
        sentences = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        gold, at = [], 0
        for sentence in sentences:
            gold.append(Span(at, at + len(sentence)))
            at += len(sentence) + 1
        for joint, separator, paragraphs in (("one line", " ", [Span(0, at - 1)]), ("line ends kept", "\n", gold)):
            yield f"{path.stem}, {joint}", separator.join(sentences), paragraphs, {(s.start, s.end) for s in gold}


def load_corpus(articles: list[GoldArticle], split: str) -> tuple[str, str, list[Span], set[tuple[int, int]]]:
    """All articles of the corpus as one text of the same length, its furniture made empty lines."""
    text, gold = "", set()
    for article in articles:
        gold |= {(s.start + len(text), s.end + len(text)) for s in article.sentences}
        left = article.text
        for furniture in article.furniture:
            left = left[: furniture.start] + "\n" * (furniture.end - furniture.start) + left[furniture.end :]
        text += left + "\n"
    paragraphs = [Span(*line.span()) for line in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return f"corpus {split} ({len(articles)} articles)", text, paragraphs, gold


def shift(spans: Spans, by: int) -> Spans:
    """The same spans, further on."""
    return [(start + by, end + by) for start, end in spans]


def cut_with_ours(text: str) -> Spans:
    """This library."""
    return [(s.span.start, s.span.end) for s in segment(text)]


def train_punkt(press: Path) -> Tool:
    """NLTK's Punkt with parameters learnt from the beginning of the press text."""
    from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer

    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = True
    with lzma.open(press, "rt", encoding="utf-8") as file:
        trainer.train(file.read(PUNKT_CHARACTERS), finalize=True)
    tokenizer = PunktSentenceTokenizer(trainer.get_params())
    return lambda text: list(tokenizer.span_tokenize(text))


def load_pysbd() -> Tool:
    """The French rules of pySBD; its pieces are sought in the text, for it may change white space."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in its source
        import pysbd
    segmenter = pysbd.Segmenter(language="fr", clean=False)
    return lambda text: seek(text, segmenter.segment(text))


def load_splitter() -> Tool:
    """The splitter of Moses in Python, with its French prefixes."""
    from sentence_splitter import SentenceSplitter

    splitter = SentenceSplitter(language="fr")
    return lambda text: seek(text, splitter.split(text))


def seek(text: str, pieces: Iterable[str]) -> Spans:
    """Where the pieces stand in the text, one after the other."""
    spans, at = [], 0
    for piece in pieces:
        start = text.find(piece.strip(), at) if piece.strip() else -1
        if start >= 0:
            at = start + len(piece.strip())
            spans.append((start, at))
    return spans
