"""JSON, schema ``bilingual/1``: everything a document knows. Offsets count characters; unknown is null.

One pair, one quote a line, so that two versions of a document can be compared line by line. `parse` checks all it
reads and names the place that is wrong; keys it does not know are passed over, so that later versions may add some.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar

from bilingual.errors import DocumentError
from bilingual.model import BilingualDocument, LeftOut, Link, Pair, Quote, Side, Span

SCHEMA = "bilingual/1"
"""The name of the form written and read here; it is described in `bilingual/data/schema.json`."""

FACTS = ("date", "author", "url")
"""What may be known of a text besides its title."""


def render(document: BilingualDocument) -> bytes:
    """The document as JSON, UTF-8.

    Raises:
        DocumentError: a number is not finite or a text holds a lone surrogate: no JSON can say that.
    """
    members = {
        "schema": _dump(SCHEMA),
        "made_by": _dump(document.made_by),
        "source": _dump(_side(document.source, required=True)),
        "target": _dump(_side(document.target, required=False)),
        "pairs": _rows(_pair(pair) for pair in document.pairs),
        "quotes": _rows(_quote(quote) for quote in document.quotes),
        "left_out": _rows(left_out._asdict() for left_out in document.left_out),
    }
    text = "{" + ",\n ".join(f'"{name}": {value}' for name, value in members.items()) + "}\n"
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DocumentError(
            f"The document holds the lone surrogate {text[error.start]!r}; normalise its text."
        ) from error


def parse(data: bytes, name: str = "The document") -> BilingualDocument:
    """The document that `data` (JSON, schema ``bilingual/1``) describes; `name` is what messages call it.

    Raises:
        DocumentError: it is not JSON, of another schema, or a value is missing, of the wrong type or out of place.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise DocumentError(
            f"{name} is not a document in JSON ({error}): make one with bilingual translate ARTICLE -o DOC.json."
        ) from error
    try:
        return _document(_Place(value, ""))
    except DocumentError as error:
        raise DocumentError(f"{name} is no bilingual document: {error}") from error


def _side(side: Side, required: bool) -> dict[str, str | None]:
    """The source names all that may be known; the target only what is."""
    facts: dict[str, str | None] = {"title": side.title, "text": side.text}
    facts |= {fact: getattr(side, fact) for fact in FACTS}
    return {"lang": side.lang} | {key: value for key, value in facts.items() if required or value is not None}


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "id": pair.id,
        "kind": pair.kind,
        "paragraph": pair.paragraph,
        "source": [*pair.source],
        "target": [*pair.target],
        "score": pair.score,
        "flags": list(pair.flags),
        "links": [[*link.source, *link.target, link.probability] for link in pair.links],
    }


def _quote(quote: Quote) -> dict[str, object]:
    def span(value: Span | None) -> list[int] | None:
        return None if value is None else [*value]

    return {
        "id": quote.id,
        "kind": quote.kind,
        "source": [*quote.span],
        "target": span(quote.target),
        "group": quote.group,
        "speaker": quote.speaker,
        "mention": span(quote.mention),
        "cue": span(quote.cue),
        "confidence": quote.confidence,
    }


def _rows(values: Iterable[dict[str, Any]]) -> str:
    rows = [_dump(value) for value in values]
    return "[\n  " + ",\n  ".join(rows) + "\n ]" if rows else "[]"


def _dump(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise DocumentError(f"A score or probability is not a finite number, in {str(value)[:80]}.") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON number")


Value = TypeVar("Value")


class _Place:
    """A value of the JSON tree and where it stands, such as ``pairs[3].source``; each verb checks before it gives."""

    def __init__(self, value: Any, where: str) -> None:
        self.value, self.where = value, where

    def fail(self, needed: str) -> NoReturn:
        raise DocumentError(f"{self.where or 'the whole'} must be {needed}, not {json.dumps(self.value)[:60]}.")

    def get(self, key: str) -> _Place:
        """The member `key`, null where it is missing."""
        if not isinstance(self.value, dict):
            self.fail("an object")
        return _Place(self.value.get(key), f"{self.where}.{key}".lstrip("."))

    def items(self) -> list[_Place]:
        if not isinstance(self.value, list):
            self.fail("a list")
        return [_Place(value, f"{self.where}[{index}]") for index, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.fail("a text")
        return self.value

    def text_or_none(self) -> str | None:
        return None if self.value is None else self.text()

    def whole(self) -> int:
        if type(self.value) is not int or self.value < 0:
            self.fail("a whole number from 0 on")
        return self.value

    def number(self) -> float:
        if type(self.value) not in (int, float) or not math.isfinite(self.value):
            self.fail("a number")
        return float(self.value)

    def number_or_none(self) -> float | None:
        return None if self.value is None else self.number()

    def span(self) -> Span:
        if not isinstance(self.value, list) or len(self.value) != 2:
            self.fail("two whole numbers, start and end")
        return self.checked(Span, *(item.whole() for item in self.items()))

    def span_or_none(self) -> Span | None:
        return None if self.value is None else self.span()

    def checked(self, make: Callable[..., Value], *values: object) -> Value:
        """Make a value of the model; what it finds wrong is said with the place."""
        try:
            return make(*values)
        except DocumentError as error:
            raise DocumentError(f"{self.where}: {error}") from error


def _document(place: _Place) -> BilingualDocument:
    if place.get("schema").value != SCHEMA:
        place.get("schema").fail(f'"{SCHEMA}", the schema this version reads')
    return BilingualDocument(
        _parse_side(place.get("source")),
        _parse_side(place.get("target")),
        tuple(_parse_pair(item) for item in place.get("pairs").items()),
        tuple(_parse_quote(item) for item in place.get("quotes").items()),
        tuple(LeftOut(item.get("text").text(), item.get("reason").text()) for item in place.get("left_out").items()),
        place.get("made_by").text(),
    )


def _parse_side(place: _Place) -> Side:
    facts = (place.get(key).text_or_none() for key in ("title", "date", "author", "url"))
    return Side(place.get("text").text(), place.get("lang").text(), *facts)


def _parse_pair(place: _Place) -> Pair:
    return place.checked(
        Pair,
        place.get("id").text(),
        place.get("kind").text(),
        place.get("paragraph").whole(),
        place.get("source").span(),
        place.get("target").span(),
        place.get("score").number_or_none(),
        tuple(flag.text() for flag in place.get("flags").items()),
        tuple(_parse_link(link) for link in place.get("links").items()),
    )


def _parse_link(place: _Place) -> Link:
    if not isinstance(place.value, list) or len(place.value) != 5:
        place.fail("five numbers: source start, source end, target start, target end, probability")
    start, end, target_start, target_end, probability = place.items()
    source = place.checked(Span, start.whole(), end.whole())
    target = place.checked(Span, target_start.whole(), target_end.whole())
    return place.checked(Link, source, target, probability.number())


def _parse_quote(place: _Place) -> Quote:
    return place.checked(
        Quote,
        place.get("id").text(),
        place.get("kind").text(),
        place.get("source").span(),
        place.get("group").text(),
        place.get("target").span_or_none(),
        place.get("speaker").text_or_none(),
        place.get("mention").span_or_none(),
        place.get("cue").span_or_none(),
        place.get("confidence").number_or_none(),
    )
