"""``python -m training STEP …``: one step on the way from sentence pairs to a package."""

from __future__ import annotations

import sys
from importlib import import_module

from bilingual.errors import BilingualError

STEPS = {
    "clean": "leave out pairs that are no translations, seen before, or kept apart for measuring",
    "mix": "weight the sources, vary the sentences, shuffle",
    "vocabulary": "learn the SentencePiece model, normalisation inside",
    "links": "word alignments (eflomal) for the guided head",
    "encode": "pairs and links as arrays of piece numbers",
    "train": "train the network, or go on with it",
    "package": "make an Argos package of a trained network",
    "score": "BLEU and chrF of a package, with signatures",
    "press": "let a package translate French press text, keep what its checks find sound",
}


def main(argv: list[str]) -> int:
    """Run one step; the exit status is 0 done, 1 an error (one line on standard error), 2 wrong usage."""
    if not argv or argv[0] not in STEPS:
        listed = "\n".join(f"  {name:<12}{what}" for name, what in STEPS.items())
        print(f"usage: python -m training STEP …\n{listed}", file=sys.stderr)
        return 0 if argv in (["-h"], ["--help"]) else 2
    step = import_module(f"training.{argv[0]}")
    try:
        step.main(argv[1:])
    except (BilingualError, OSError) as error:
        print(f"{argv[0]}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
