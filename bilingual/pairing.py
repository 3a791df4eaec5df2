"""An article and a translation of it that somebody made: sentences paired, words linked, quotes found on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bilingual.alignment import sentences as sentence_alignment
from bilingual.alignment import words as word_alignment
from bilingual.alignment.sentences import Paragraphs
from bilingual.engines import Engine, get_engine
from bilingual.errors import AlignmentError
from bilingual.model import Article, Bead, BilingualDocument, Link, Pair, Quote, Sentence, Span
from bilingual.pipeline import get_pair_kind, list_spans, make_side, require_article, run_engine, segment_article, sign
from bilingual.quotes import find_quotes


def align(
    article: Article, target: Article, *, engine: object | None = "embedded", check: bool = True
) -> BilingualDocument:
    """Pair an article with a translation of it that already exists.

    Args:
        article: the French article.
        target: its English translation, as `bilingual.read` gave it.
        engine: links the words, by how it would read the target off the source; None is faster: a dictionary alone.
        check: False pairs the two texts even where they do not seem to be translations of each other.

    Raises:
        AlignmentError: the two texts do not seem to be translations of each other.
    """
    require_article(article)
    require_article(target)
    loaded = None if engine is None else get_engine(engine)
    left, right = segment_article(article), segment_article(target)
    sources = [s.span.of(article.text) for s in left]
    targets = [s.span.of(target.text) for s in right]
    paragraphs = Paragraphs([s.paragraph for s in left], [s.paragraph for s in right])
    beads = sentence_alignment.align_sentences(sources, targets, paragraphs=paragraphs)
    if check and not sentence_alignment.seem_parallel(sources, targets, beads):
        raise AlignmentError(
            "The two texts do not seem to be translations of each other: too few of their sentences agree. "
            "Check the files and their order (French first), or align them all the same with check=False (--anyway)."
        )
    document = BilingualDocument(
        make_side(article),
        make_side(target),
        _pair_beads(article, target, left, right, beads, loaded),
        left_out=article.left_out + target.left_out,
        made_by=sign(loaded, "aligned"),
    )
    return replace(document, quotes=_find_both(document, article, target))


def align_sentences(source: Sequence[str], target: Sequence[str], *, engine: object | None = None) -> list[Bead]:
    """The sentence alignment of two texts: which source sentences are translated by which target sentences.

    Args:
        source, target: the sentences of the two texts, in order.
        engine: translates the source, to compare its English with the target; None compares by dictionary, names,
            numbers and lengths, which is as good with a small model and much faster.

    Returns:
        Beads in order, covering every sentence of both sides exactly once.
    """
    translations = None if engine is None else [t.text for t in run_engine(get_engine(engine), source)]
    return sentence_alignment.align_sentences(source, target, translations=translations)


def link_words(source: str, target: str, *, engine: object | None = "embedded") -> list[Link]:
    """Which word of `source` became which word of `target`: spans of the two strings, with probabilities."""
    return _link_many([(source, target)], None if engine is None else get_engine(engine))[0]


def _pair_beads(
    article: Article,
    target: Article,
    left: list[Sentence],
    right: list[Sentence],
    beads: Sequence[Bead],
    engine: Engine | None,
) -> tuple[Pair, ...]:
    """One pair a bead; a side that has no counterpart is paired with an empty span where it would stand."""
    spans = []
    source_end = target_end = 0
    for bead in beads:
        source = _bead_span(left, bead.source, source_end)
        found = _bead_span(right, bead.target, target_end)
        source_end, target_end = source.end, found.end
        spans.append((source, found))
    links = _link_many([(s.of(article.text), t.of(target.text)) for s, t in spans], engine)
    pairs, paragraph = [], 0
    for number, (bead, (source, found)) in enumerate(zip(beads, spans, strict=True)):
        if bead.source[0] < bead.source[1]:
            paragraph = left[bead.source[0]].paragraph
        pairs.append(
            Pair(
                id=f"s{number + 1}",
                kind=get_pair_kind(article, paragraph),
                paragraph=paragraph,
                source=source,
                target=found,
                flags=_bead_flags(bead),
                links=tuple(link.shift(source.start, found.start) for link in links[number]),
            )
        )
    return tuple(pairs)


AGREE = 0.5
"""The share of the longer one that a projected quote and a stretch between English marks have in common, at least."""


def _find_both(document: BilingualDocument, article: Article, target: Article) -> tuple[Quote, ...]:
    """The quotes of the article; each in the target too: between the marks there, if they agree with the links."""
    marked = [quote.span for quote in find_quotes(target.text, list_spans(target))]
    quotes = []
    for quote in find_quotes(article.text, list_spans(article)):
        projected = document.project(quote.span)
        quotes.append(replace(quote, target=projected and _snap(projected, marked)))
    return tuple(quotes)


def _snap(span: Span, marked: Sequence[Span]) -> Span:
    best = max(marked, key=lambda other: _agreement(other, span), default=span)
    return best if _agreement(best, span) >= AGREE else span


def _agreement(a: Span, b: Span) -> float:
    longer = max(a.end - a.start, b.end - b.start)
    return (min(a.end, b.end) - max(a.start, b.start)) / longer if longer else 0.0


def _bead_span(sentences: Sequence[Sentence], numbers: tuple[int, int], end: int) -> Span:
    first, last = numbers
    return Span(end, end) if first == last else Span(sentences[first].span.start, sentences[last - 1].span.end)


DOUBTFUL_BEAD = 0.5
"""Below this confidence a bead is marked for the reader."""


def _bead_flags(bead: Bead) -> tuple[str, ...]:
    if bead.source[0] == bead.source[1] or bead.target[0] == bead.target[1]:
        return ("unpaired",)
    return ("alignment",) if bead.confidence < DOUBTFUL_BEAD else ()


def _link_many(pairs: Sequence[tuple[str, str]], engine: Engine | None) -> list[list[Link]]:
    attend = getattr(engine, "attend", None)
    sources, targets = [s for s, _ in pairs], [t for _, t in pairs]
    attentions = attend(sources, targets) if attend else [None] * len(pairs)
    return [word_alignment.link_words(s, t, a) for s, t, a in zip(sources, targets, attentions, strict=True)]
