"""The order of the steps. The parts never meet each other; they meet here, and only here spans are shifted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bilingual import __version__
from bilingual.align import sentences as sentence_alignment
from bilingual.align import words as word_alignment
from bilingual.engines import Engine, get_engine
from bilingual.engines.checks import find_faults
from bilingual.errors import AlignmentError, BilingualError, EngineError, LanguageError
from bilingual.model import Article, Bead, BilingualDocument, Link, Pair, Quote, Sentence, Side, Span, Translation
from bilingual.quotes import find_quotes
from bilingual.quotes.carry import carry_quotes, repair_marks
from bilingual.sentences import segment

POOL = 16
"""How many articles are handed to the engine at once: enough to sort by length, few enough to keep memory flat."""


def translate(article: Article, *, engine: object = "embedded") -> BilingualDocument:
    """Translate an article and find its sentences, links and quotes.

    Args:
        article: what `bilingual.read` gave.
        engine: "embedded", "argos", a package folder, or any object with ``translate(sentences)``.

    Raises:
        LanguageError: the article is not in the language the engine translates from.
        EngineError: the engine cannot be found, loaded or run.
    """
    return next(translate_many([article], engine=engine))


def translate_many(articles: Iterable[Article], *, engine: object = "embedded") -> Iterator[BilingualDocument]:
    """Translate articles one after the other, in order; the sentences of several share one call of the engine.

    Raises:
        LanguageError, EngineError: as `translate`, when the article concerned is reached.
    """
    for result in attempt_many(articles, engine=engine):
        if isinstance(result, BilingualError):
            raise result
        yield result


def attempt_many(
    articles: Iterable[Article], *, engine: object = "embedded"
) -> Iterator[BilingualDocument | BilingualError]:
    """Like `translate_many`, but an article that fails gives its error in its place, and the others go on."""
    loaded = get_engine(engine)
    made_by = _made_by(loaded)
    pending = iter(articles)
    while batch := list(islice(pending, POOL)):
        drafts = [_attempt_draft(article, loaded) for article in batch]
        translations = iter(
            _run(loaded, [text for draft in drafts if isinstance(draft, _Draft) for text in draft.inputs])
        )
        for draft in drafts:
            if isinstance(draft, _Draft):
                yield _assemble(draft, list(islice(translations, len(draft.inputs))), made_by)
            else:
                yield draft


def align(
    article: Article, target: Article, *, engine: object | None = "embedded", check: bool = True
) -> BilingualDocument:
    """Pair an article with a translation of it that already exists.

    Args:
        article: the French article.
        target: its English translation, as `bilingual.read` gave it.
        engine: translates the source to compare it with the target, and links the words; None is faster: words and
            lengths alone decide.
        check: False pairs the two texts even where they do not seem to be translations of each other.

    Raises:
        AlignmentError: the two texts do not seem to be translations of each other.
    """
    loaded = None if engine is None else get_engine(engine)
    left, right = _segment(article), _segment(target)
    sources = [s.span.of(article.text) for s in left]
    targets = [s.span.of(target.text) for s in right]
    beads = align_sentences(sources, targets, engine=loaded)
    if check and not sentence_alignment.seem_parallel(sources, targets, beads):
        raise AlignmentError(
            "The two texts do not seem to be translations of each other: too few of their sentences agree. "
            "Check the files and their order (French first), or align them all the same with check=False (--anyway)."
        )
    pairs = _pair_beads(article, target, left, right, beads, loaded)
    document = BilingualDocument(
        _side(article), _side(target), pairs, (), article.left_out + target.left_out, _made_by(loaded, "aligned")
    )
    quotes = tuple(
        _with_target(quote, document.project(quote.span)) for quote in find_quotes(article.text, _spans(article))
    )
    return BilingualDocument(document.source, document.target, pairs, quotes, document.left_out, document.made_by)


def align_sentences(source: Sequence[str], target: Sequence[str], *, engine: object | None = "embedded") -> list[Bead]:
    """The sentence alignment of two texts: which source sentences are translated by which target sentences.

    Args:
        source, target: the sentences of the two texts, in order.
        engine: translates the source to compare it with the target; None is faster: words and lengths alone decide.

    Returns:
        Beads in order, covering every sentence of both sides exactly once.
    """
    translations = None if engine is None else [t.text for t in _run(get_engine(engine), source)]
    return sentence_alignment.align_sentences(source, target, translations=translations)


def link_words(source: str, target: str, *, engine: object | None = "embedded") -> list[Link]:
    """Which word of `source` became which word of `target`: spans of the two strings, with probabilities."""
    return _link_many([(source, target)], None if engine is None else get_engine(engine))[0]


class _Draft(NamedTuple):
    """An article cut and searched, ready for the engine: `inputs` is one string a sentence, as long as the sentence."""

    article: Article
    sentences: list[Sentence]
    quotes: list[Quote]
    inputs: list[str]


def _draft(article: Article, engine: Engine) -> _Draft:
    wanted = getattr(engine, "source_lang", None) or "fr"
    if article.lang != wanted:
        raise LanguageError(
            f"The article {article.title or article.text[:40].strip()!r} seems to be in {article.lang!r}, "
            f"not {wanted!r}: read it with lang={wanted!r} (--lang {wanted}) to translate it all the same."
        )
    sentences = _segment(article)
    quotes = find_quotes(article.text, _spans(article))
    repaired = repair_marks(article.text, quotes)
    return _Draft(article, sentences, quotes, [s.span.of(repaired) for s in sentences])


def _attempt_draft(article: Article, engine: Engine) -> _Draft | BilingualError:
    try:
        return _draft(article, engine)
    except BilingualError as error:
        return error


def _assemble(draft: _Draft, translations: Sequence[Translation], made_by: str) -> BilingualDocument:
    """Put the sentences of the target together, paragraph by paragraph, and shift every span to where it now stands."""
    article, pieces, pairs = draft.article, [], []
    targets: dict[str, list[Span]] = {quote.id: [] for quote in draft.quotes}
    length, paragraph = 0, -1
    for number, (sentence, source, translation) in enumerate(
        zip(draft.sentences, draft.inputs, translations, strict=True), start=1
    ):
        if pieces:
            pieces.append(" " if sentence.paragraph == paragraph else "\n\n")
            length += len(pieces[-1])
        paragraph = sentence.paragraph
        links = word_alignment.link_words(source, translation.text, translation.attention)
        carried = carry_quotes(source, translation.text, _local(draft.quotes, sentence.span), links)
        for quote_id, span in carried.spans.items():
            targets[quote_id].append(span.shift(length))
        pairs.append(
            Pair(
                id=f"s{number}",
                kind=_pair_kind(article, paragraph),
                paragraph=paragraph,
                source=sentence.span,
                target=Span(length, length + len(carried.text)),
                score=translation.score,
                flags=find_faults(source, translation.text, score=translation.score, attention=translation.attention),
                links=tuple(link.shift(sentence.span.start, length) for link in carried.links),
            )
        )
        pieces.append(carried.text)
        length += len(carried.text)
    text = "".join(pieces)
    title = " ".join(p.target.of(text) for p in pairs if p.kind == "title" and p.paragraph == 0) or None
    quotes = tuple(_with_target(quote, _cover(targets[quote.id])) for quote in draft.quotes)
    return BilingualDocument(_side(article), Side(text, "en", title), tuple(pairs), quotes, article.left_out, made_by)


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
                kind=_pair_kind(article, paragraph),
                paragraph=paragraph,
                source=source,
                target=found,
                flags=_bead_flags(bead),
                links=tuple(link.shift(source.start, found.start) for link in links[number]),
            )
        )
    return tuple(pairs)


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


def _run(engine: Engine, sentences: Sequence[str]) -> list[Translation]:
    """Call the engine and hold it to its contract."""
    translations = list(engine.translate(sentences))
    if len(translations) != len(sentences):
        raise EngineError(
            f"The engine {type(engine).__name__} gave {len(translations)} translations for {len(sentences)} sentences: "
            "translate() must return one Translation for each sentence, in order."
        )
    wrong = next((t for t in translations if not isinstance(t, Translation)), None)
    if wrong is not None:
        raise EngineError(
            f"The engine {type(engine).__name__} gave a {type(wrong).__name__}: "
            "translate() must return bilingual.Translation objects."
        )
    return translations


def _segment(article: Article) -> list[Sentence]:
    return segment(article.text, _spans(article))


def _spans(article: Article) -> list[Span]:
    return [p.span for p in article.paragraphs]


def _local(quotes: Sequence[Quote], sentence: Span) -> list[tuple[str, Span, bool, bool]]:
    """The quotes that touch a sentence: id, span inside the sentence, whether it opens here, whether it closes here."""
    found = []
    for quote in quotes:
        start, end = max(quote.span.start, sentence.start), min(quote.span.end, sentence.end)
        if start < end:
            inside = Span(start, end).shift(-sentence.start)
            found.append((quote.id, inside, quote.span.start >= sentence.start, quote.span.end <= sentence.end))
    return found


def _cover(spans: Sequence[Span]) -> Span | None:
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _with_target(quote: Quote, target: Span | None) -> Quote:
    return Quote(
        quote.id, quote.kind, quote.span, quote.group, target, quote.speaker, quote.mention, quote.cue, quote.confidence
    )


def _pair_kind(article: Article, paragraph: int) -> str:
    kind = article.paragraphs[paragraph].kind
    return "title" if kind == "subhead" else kind


def _side(article: Article) -> Side:
    return Side(article.text, article.lang, article.title, article.date, article.author, article.url)


def _made_by(engine: Engine | None, what: str | None = None) -> str:
    name = None if engine is None else getattr(engine, "signature", None) or type(engine).__name__
    return " | ".join(part for part in (name, what, f"bilingual {__version__}") if part)
