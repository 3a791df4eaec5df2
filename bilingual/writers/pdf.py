"""PDF: the reader's page as it is printed, set by WeasyPrint (the extra ``pdf``)."""

from __future__ import annotations

import logging
from importlib import import_module

from bilingual.errors import FormatError
from bilingual.model import BilingualDocument
from bilingual.writers import html


def render(document: BilingualDocument) -> bytes:
    """The document as PDF: both languages side by side, the quotes at the end, tagged for screen readers.

    Raises:
        FormatError: WeasyPrint is not installed.
    """
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError) as error:  # OSError: its system libraries are missing
        raise FormatError(
            f"PDF needs WeasyPrint and its libraries ({error}): pip install 'bilingual-reader[pdf]'."
        ) from error
    log = logging.getLogger("weasyprint")
    level = log.level
    log.setLevel(logging.ERROR)  # it warns of every rule that is for screens
    try:
        page = weasyprint.HTML(string=html.render(document).decode("utf-8"), url_fetcher=_refuse)
        data: bytes = page.write_pdf(pdf_tags=True)
    finally:
        log.setLevel(level)
    return data


def _refuse(url: str) -> dict[str, object]:
    """Nothing a page asks for is fetched; it asks for nothing."""
    raise ValueError(f"{url} is not fetched")
