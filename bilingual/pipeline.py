"""The order of the steps. The parts never meet each other; they meet here, and only here spans are shifted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from bilingual import __version__
from bilingual.alignment.words import link_words
from bilingual.engines import Engine, get_engine
from bilingual.engines.checks import find_faults
from bilingual.errors import BilingualError, DocumentError, EngineError, LanguageError
from bilingual.model import Article, BilingualDocument, Pair, Quote, Sentence, Side, Span, Translation
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
    made_by = sign(loaded)
    pending = iter(articles)
    while batch := list(islice(pending, POOL)):
        drafts = [_attempt_draft(article, loaded) for article in batch]
        translations = iter(
            run_engine(loaded, [text for draft in drafts if isinstance(draft, _Draft) for text in draft.inputs])
        )
        for draft in drafts:
            if isinstance(draft, _Draft):
                yield _assemble(draft, list(islice(translations, len(draft.inputs))), made_by)
            else:
                yield draft


class _Draft(NamedTuple):
    """An article cut and searched, ready for the engine: `inputs` is one string a sentence, as long as the sentence."""

    article: Article
    sentences: list[Sentence]
    quotes: list[Quote]
    inputs: list[str]


def _draft(article: Article, engine: Engine) -> _Draft:
    require_article(article)
    wanted = getattr(engine, "source_lang", None) or "fr"
    if article.lang != wanted:
        raise LanguageError(
            f"The article {article.title or article.text[:40].strip()!r} seems to be in {article.lang!r}, "
            f"not {wanted!r}: read it with lang={wanted!r} (--lang {wanted}) to translate it all the same."
        )
    sentences = segment_article(article)
    quotes = find_quotes(article.text, list_spans(article))
    repaired = repair_marks(article.text, quotes)
    return _Draft(article, sentences, quotes, [s.span.of(repaired) for s in sentences])


def _attempt_draft(article: Article, engine: Engine) -> _Draft | BilingualError:
    try:
        return _draft(article, engine)
    except BilingualError as error:
        return error


def _assemble(draft: _Draft, translations: Sequence[Translation], made_by: str) -> BilingualDocument:
    """Put the sentences of the target together, paragraph by paragraph, and shift every span to where it now stands."""
    article = draft.article
    pieces: list[str] = []
    pairs: list[Pair] = []
    targets: dict[str, list[Span]] = {quote.id: [] for quote in draft.quotes}
    length, paragraph = 0, -1
    parts = _share_out(draft.quotes, draft.sentences)
    for number, (sentence, source, translation) in enumerate(
        zip(draft.sentences, draft.inputs, translations, strict=True), start=1
    ):
        if pieces:
            pieces.append(" " if sentence.paragraph == paragraph else "\n\n")
            length += len(pieces[-1])
        paragraph = sentence.paragraph
        links = link_words(source, translation.text, translation.attention)
        carried = carry_quotes(source, translation.text, parts[number - 1], links)
        for quote_id, span in carried.spans.items():
            targets[quote_id].append(span.shift(length))
        pairs.append(
            Pair(
                id=f"s{number}",
                kind=get_pair_kind(article, paragraph),
                paragraph=paragraph,
                source=sentence.span,
                target=Span(length, length + len(carried.text)),
                score=None if translation.score is None else round(translation.score, 4),
                flags=find_faults(source, translation.text, score=translation.score, attention=translation.attention),
                links=tuple(link.shift(sentence.span.start, length) for link in carried.links),
            )
        )
        pieces.append(carried.text)
        length += len(carried.text)
    text = "".join(pieces)
    title = " ".join(p.target.of(text) for p in pairs if p.kind == "title" and p.paragraph == 0) or None
    quotes = tuple(replace(quote, target=_cover(targets[quote.id])) for quote in draft.quotes)
    return BilingualDocument(
        make_side(article), Side(text, "en", title), tuple(pairs), quotes, article.left_out, made_by
    )


def run_engine(engine: Engine, sentences: Sequence[str]) -> list[Translation]:
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


def require_article(article: object) -> None:
    """Refuse anything else, in words: a path is what people give first."""
    if not isinstance(article, Article):
        raise DocumentError(f"An Article is needed, not {article!r}: make one with bilingual.read(path).")


def segment_article(article: Article) -> list[Sentence]:
    """The sentences of an article, paragraph by paragraph."""
    return segment(article.text, list_spans(article))


def list_spans(article: Article) -> list[Span]:
    """Where its paragraphs stand."""
    return [p.span for p in article.paragraphs]


_Part = tuple[str, Span, bool, bool, str]
"""A quote in one sentence: its id, its span there, whether it opens and closes there, its group."""


def _share_out(quotes: Sequence[Quote], sentences: Sequence[Sentence]) -> list[list[_Part]]:
    """For each sentence the parts of the quotes that touch it, in the order of the quotes."""
    ends = [sentence.span.end for sentence in sentences]
    shares: list[list[_Part]] = [[] for _ in sentences]
    for quote in quotes:
        for number in range(bisect_right(ends, quote.span.start), len(sentences)):
            span = sentences[number].span
            if span.start >= quote.span.end:
                break
            inside = Span(max(quote.span.start, span.start), min(quote.span.end, span.end)).shift(-span.start)
            opens, closes = quote.span.start >= span.start, quote.span.end <= span.end
            shares[number].append((quote.id, inside, opens, closes, quote.group))
    return shares


def _cover(spans: Sequence[Span]) -> Span | None:
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def get_pair_kind(article: Article, paragraph: int) -> str:
    """The kind of the pairs of a paragraph: a subhead is a title too."""
    kind = article.paragraphs[paragraph].kind
    return "title" if kind == "subhead" else kind


def make_side(article: Article) -> Side:
    """An article as one of the two texts of a document."""
    return Side(article.text, article.lang, article.title, article.date, article.author, article.url)


def sign(engine: Engine | None, what: str | None = None) -> str:
    """What made a document: the engine, what was done, the version of the library."""
    name = None if engine is None else getattr(engine, "signature", None) or type(engine).__name__
    return " | ".join(part for part in (name, what, f"bilingual {__version__}") if part)
