from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilingual.errors import DocumentError
from bilingual.model import BilingualDocument, Pair, Side, Span
from bilingual.writers.json import parse, render
from tests.documents import make_document

SCHEMA = json.loads((files("bilingual") / "data" / "schema.json").read_text(encoding="utf-8"))


def test_what_is_written_is_read_back_equal() -> None:
    document = make_document()
    assert parse(render(document)) == document


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render(make_document()) == render(make_document())


def test_output_follows_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for document in (make_document(), BilingualDocument(Side("", "fr"), Side("", "en"))):
        jsonschema.validate(json.loads(render(document)), SCHEMA)


def test_output_has_the_members_of_the_contract() -> None:
    value = json.loads(render(make_document()))
    assert list(value) == ["schema", "made_by", "source", "target", "pairs", "quotes", "left_out"]
    text = value["source"]["text"]
    first = value["quotes"][0]
    assert text[slice(*first["source"])] == "Nous planterons tout"
    assert text[slice(*first["cue"])] == "a lancé"
    assert value["target"]["text"][slice(*first["target"])] == "We will plant it all"
    source_start, source_end, target_start, target_end, probability = value["pairs"][0]["links"][1]
    assert (text[source_start:source_end], value["target"]["text"][target_start:target_end]) == ("port", "port")
    assert probability == 0.9
    assert value["target"].keys() == {"lang", "text"}


def test_letters_are_written_as_they_are() -> None:
    assert "À Port-Marais".encode() in render(make_document())


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text(), st.none() | st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_any_text_survives(source: str, target: str, title: str | None, score: float) -> None:
    pair = Pair("s1", "body", 0, Span(0, len(source)), Span(0, len(target)), score, (source,))
    document = BilingualDocument(Side(source, "fr", title), Side(target, "en", title), (pair,))
    assert parse(render(document)) == document


def damage(path: str, value: object) -> bytes:
    """The test document with one value replaced, `path` being keys and numbers joined by dots."""
    tree = json.loads(render(make_document()))
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place = tree
    for step in way:
        place = place[step]
    if value is KeyError:
        del place[last]
    else:
        place[last] = value
    return json.dumps(tree).encode()


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("schema", "bilingual/9", r'schema must be "bilingual/1"'),
        ("schema", KeyError, "schema must be"),
        ("source", None, "source must be an object"),
        ("source.text", 5, "source.text must be a text"),
        ("target.lang", KeyError, "target.lang must be a text"),
        ("pairs", {}, "pairs must be a list"),
        ("pairs.1.source", [4, 2], r"pairs\[1\].source: A span needs 0 <= start"),
        ("pairs.1.source", [0, True], r"pairs\[1\].source\[1\] must be a whole number"),
        ("pairs.1.source", [-1, 3], r"pairs\[1\].source\[0\] must be a whole number"),
        ("pairs.1.target", "0-40", r"pairs\[1\].target must be two whole numbers"),
        ("pairs.2.kind", "poem", r"pairs\[2\]: A pair is one of title"),
        ("pairs.2.score", "high", r"pairs\[2\].score must be a number"),
        ("pairs.2.flags", ["numbers", 7], r"pairs\[2\].flags\[1\] must be a text"),
        ("pairs.0.links.2", [0, 1], r"pairs\[0\].links\[2\] must be five numbers"),
        ("pairs.0.links.2", [0, 3, 0, 3, 1.5], r"pairs\[0\].links\[2\]: A probability is between"),
        ("pairs.0.links.2", [0, 900, 0, 3, 0.5], r"pairs\[0\]: A link of pair s1 points outside"),
        ("pairs.1.id", "s1", "share an id"),
        ("pairs.6.source", [5000, 5001], "Pairs must lie inside the text"),
        ("quotes.0.group", None, r"quotes\[0\].group must be a text"),
        ("quotes.0.cue", [1], r"quotes\[0\].cue must be two whole numbers"),
        ("quotes.0.source", [0, 99999], "Quote q1 points outside"),
        ("left_out.1.reason", None, r"left_out\[1\].reason must be a text"),
    ],
)
def test_a_wrong_value_is_named(path: str, value: object, place: str) -> None:
    with pytest.raises(DocumentError, match=place) as caught:
        parse(damage(path, value), "page.json")
    assert str(caught.value).startswith("page.json is no bilingual document: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b'{"schema": NaN}', b"9" * 5000])
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="page.json is not a document in JSON"):
        parse(data, "page.json")


def test_a_byte_order_mark_and_unknown_members_are_passed_over() -> None:
    tree = json.loads(render(make_document())) | {"later": 1}
    assert parse(b"\xef\xbb\xbf" + json.dumps(tree).encode()) == make_document()


def test_numbers_json_cannot_say_are_refused() -> None:
    document = make_document()
    broken = replace(document, pairs=(replace(document.pairs[0], score=float("nan")),))
    with pytest.raises(DocumentError, match="not a finite number"):
        render(broken)
    with pytest.raises(DocumentError, match="lone surrogate"):
        render(replace(document, made_by="\ud800"))
