"""Words, as spans: l’|État, aujourd’hui, a|-t-|elle, 1 000,50, M., 14 h 30."""

import re

from bilingual.model import Span

WORD = re.compile(
    r"""
      \d+(?:[\u00a0\u202f\ ]\d{3})*(?:[.,:/]\d+)*                    # 1 000,50  14:30  3/4
    | [Aa]ujourd['’]hui | [Pp]rud['’]hom\w+ | [Qq]uelqu['’]une?s? | [Pp]resqu['’]île\w*
    | -t-(?=\w)                                                     # the -t- of a-t-il
    | [^\W\d_]+['’](?=[^\W\d_])                                     # l’ of l’État, qu’ of qu’il
    | \w+(?:-(?!(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|moi|toi|y|en)\b)\w+)*  # chef-d
    | [^\w\s]                                                       # one mark
    """,
    re.VERBOSE,
)
"""One token of French or English; "porte-parole" is one, "dit-il" three ("dit", "-", "il"), "l’État" two."""


def find_tokens(text: str) -> list[Span]:
    """The spans of words, numbers and marks of `text`, in order; white space is between them.

    >>> [s.of("L’État a-t-il dit : « Non »") for s in find_tokens("L’État a-t-il dit : « Non »")]
    ['L’', 'État', 'a', '-t-', 'il', 'dit', ':', '«', 'Non', '»']
    """
    return [Span(*match.span()) for match in WORD.finditer(text)]
