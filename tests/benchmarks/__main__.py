"""The slow measurements: ``python -m tests.benchmarks NAME [options]``; without a name, the list of them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(argv: list[str]) -> int:
    """Run one benchmark, or list them with their first line."""
    names = sorted(p.stem for p in Path(__file__).parent.glob("[a-z]*.py"))
    if argv and argv[0] in names:
        return int(import_module(f"tests.benchmarks.{argv[0]}").main(argv[1:]))
    for name in names:
        doc = import_module(f"tests.benchmarks.{name}").__doc__ or ""
        print(f"{name:20} {doc.strip().splitlines()[0]}")
    return 0 if not argv else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
