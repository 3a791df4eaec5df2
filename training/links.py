"""Word alignments of the training pairs, piece by piece, from eflomal: what the guided head learns from.

eflomal aligns in each direction; what both say is kept and grown by the links of one direction that stand beside a kept
one and reach a piece still without a link (grow-diag, Koehn et al. 2003).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from training.pairs import TextPair, read_lines, read_pairs, writing

PieceLink = tuple[int, int]
"""The number of a source piece and of a target piece, from 0."""


def link_pieces(source: Sequence[Sequence[str]], target: Sequence[Sequence[str]]) -> list[list[PieceLink]]:
    """The links of each pair of sentences, given in pieces. Case is ignored. More pairs give better links."""
    import eflomal

    with TemporaryDirectory() as name:
        folder = Path(name)
        for side, sentences in (("source", source), ("target", target)):
            lines = "".join(" ".join(pieces).lower() + "\n" for pieces in sentences)
            (folder / side).write_text(lines, encoding="utf-8")
        with open(folder / "source", encoding="utf-8") as left, open(folder / "target", encoding="utf-8") as right:
            eflomal.Aligner().align(
                left,
                right,
                links_filename_fwd=str(folder / "forward"),
                links_filename_rev=str(folder / "reverse"),
                quiet=True,
            )
        forward, reverse = (map(parse_links, read_lines(folder / side)) for side in ("forward", "reverse"))
        return [join_directions(set(a), set(b)) for a, b in zip(forward, reverse, strict=True)]


def join_directions(forward: set[PieceLink], reverse: set[PieceLink]) -> list[PieceLink]:
    """The links of both directions, grown.

    >>> join_directions({(0, 0), (1, 1), (5, 2)}, {(0, 0), (2, 1)})
    [(0, 0), (1, 1), (2, 1)]
    """
    links = forward & reverse
    waiting = (forward | reverse) - links
    while True:
        sources, targets = {s for s, _ in links}, {t for _, t in links}
        new = {
            (s, t)
            for s, t in waiting
            if (s not in sources or t not in targets)
            and any((s + i, t + j) in links for i in (-1, 0, 1) for j in (-1, 0, 1))
        }
        if not new:
            return sorted(links)
        links |= new
        waiting -= new


def parse_links(line: str) -> list[PieceLink]:
    """The links of a line in Pharaoh's format.

    >>> parse_links("0-0 2-1")
    [(0, 0), (2, 1)]
    """
    return [(int(source), int(target)) for source, target in (link.split("-") for link in line.split())]


def link_pairs(pairs: Sequence[TextPair], vocabulary: Path) -> list[list[PieceLink]]:
    """The links between the pieces of each pair."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
    source, target = (processor.encode(list(side), out_type=str) for side in list(zip(*pairs))[:2])
    return link_pieces(source, target)


def main(argv: list[str]) -> None:
    """``links PAIRS.tsv VOCABULARY.model -o LINKS [--most N]``: a line of links ``s-t`` for each of the first N pairs."""
    parser = argparse.ArgumentParser(prog="python -m training links", description=__doc__.split("\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=250_000, help="pairs to link, from the first; enough for one head")
    options = parser.parse_args(argv)
    links = link_pairs(list(islice(read_pairs(options.pairs), options.most)), options.vocabulary)
    with writing(options.out) as temporary, open(temporary, "w", encoding="utf-8") as stream:
        stream.writelines(" ".join(f"{s}-{t}" for s, t in line) + "\n" for line in links)
    print(f"{len(links)} pairs linked in {options.out}")
