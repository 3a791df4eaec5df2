"""Plain text: every line that is not empty is a paragraph, unless the lines were broken at a width.

`Article.text` is the whole file, normalised, so that an offset in it is an offset in the file.
"""

from __future__ import annotations

from bilingual.model import Article
from bilingual.readers.article import make_article
from bilingual.readers.blocks import Block, Facts, check_length
from bilingual.readers.decoding import decode
from bilingual.readers.lines import find_lines, unwrap


def parse(data: bytes, name: str, *, lang: str | None = None) -> list[Article]:
    """The article in the bytes of a text file.

    Raises:
        ReadError: the bytes are no text, or no text of paragraphs.
    """
    text = unwrap(decode(data, name))
    blocks = [Block(line) for line in find_lines(text)]
    check_length(blocks, name)
    return [make_article(text, blocks, Facts(), lang)]
