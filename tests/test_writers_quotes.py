"""The exports of the ledger of quotes."""

from __future__ import annotations

import csv
import io
import json

from bilingual.model import BilingualDocument, Pair, Side, Span
from bilingual.quotes import find_quotes
from bilingual.writers.quotes import describe_quotes, render_annotations, render_ledger_csv, render_ledger_json

TEXT = "« Le quai, lui, est sec », a dit Luc Ferrand."
ENGLISH = "“The quay is dry,” said Luc Ferrand."


def make_document() -> BilingualDocument:
    (quote,) = find_quotes(TEXT)
    quote = type(quote)(
        quote.id, quote.kind, quote.span, quote.group, Span(1, 17), quote.speaker, quote.mention, quote.cue, 0.96
    )
    pair = Pair("s1", "body", 0, Span(0, len(TEXT)), Span(0, len(ENGLISH)))
    return BilingualDocument(Side(TEXT, "fr"), Side(ENGLISH, "en"), (pair,), (quote,))


def test_description_points_into_the_text() -> None:
    (entry,) = describe_quotes(TEXT, find_quotes(TEXT))
    assert TEXT[entry["start"] : entry["end"]] == entry["text"] == "Le quai, lui, est sec"  # type: ignore[misc]
    assert (entry["speaker"], entry["cue"], entry["kind"]) == ("Luc Ferrand", "a dit", "direct")


def test_json_has_the_english() -> None:
    (entry,) = json.loads(render_ledger_json(make_document()))
    assert entry["english"] == "The quay is dry,"


def test_csv_keeps_commas() -> None:
    rows = list(csv.DictReader(io.StringIO(render_ledger_csv(make_document()).decode())))
    assert rows[0]["text"] == "Le quai, lui, est sec"
    assert rows[0]["speaker"] == "Luc Ferrand"


def test_annotation_selects_by_text_and_position() -> None:
    page = json.loads(render_annotations(make_document()))
    exact, position = page["items"][0]["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == exact["exact"]
    assert exact["prefix"] + exact["exact"] + exact["suffix"] == TEXT
    assert {"identifying", "classifying"} <= {body["purpose"] for body in page["items"][0]["body"]}
