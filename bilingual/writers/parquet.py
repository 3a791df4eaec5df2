"""Parquet: a pair a row, for data tools; the columns of the JSON Lines (the extra ``cluster``)."""

from __future__ import annotations

import io
import json
from importlib import import_module

from bilingual.errors import FormatError
from bilingual.model import BilingualDocument
from bilingual.writers import jsonl


def render(document: BilingualDocument) -> bytes:
    """The document as a Parquet file; links and quotes are lists within a row, counted from the start of their pair.

    Raises:
        FormatError: PyArrow is not installed.
    """
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise FormatError("Parquet needs PyArrow: pip install 'bilingual-reader[cluster]'.") from error
    text, whole, real = pyarrow.string(), pyarrow.int64(), pyarrow.float64()
    span = pyarrow.list_(whole)
    quote = {"id": text, "kind": text, "source": span, "target": span, "group": text, "speaker": text}
    schema = pyarrow.schema(
        {
            "id": text,
            "kind": text,
            "paragraph": whole,
            "source": text,
            "target": text,
            "score": real,
            "flags": pyarrow.list_(text),
            "links": pyarrow.list_(pyarrow.list_(real)),
            "quotes": pyarrow.list_(pyarrow.struct(list(quote.items()))),
        },
        metadata={
            "made_by": document.made_by,
            "source_lang": document.source.lang,
            "target_lang": document.target.lang,
        },
    )
    rows = [json.loads(line) for line in jsonl.render(document).splitlines()]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema), out)
    return out.getvalue()
