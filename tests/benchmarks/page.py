"""From command to page: seconds, memory and size of a cold run on one article, and the size of an installation."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bilingual

CORPUS = Path(__file__).parent.parent.parent / "corpus" / "articles"


def main(argv: list[str]) -> int:
    """Run the command in fresh processes and print what they took; with --install, measure a core installation too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", nargs="?", default=str(CORPUS / "assises-incendie-cherbourg.txt"))
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--install", action="store_true", help="install the core into a fresh environment and weigh it")
    options = parser.parse_args(argv)
    words = len(Path(options.article).read_text(encoding="utf-8").split())
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        command = [sys.executable, "-m", "bilingual", "translate", options.article, "-o", str(page), "--no-memory"]
        for _ in range(options.runs):
            start = time.perf_counter()
            subprocess.run(command, check=True)
            seconds.append(time.perf_counter() - start)
        size = page.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"article of {words} words, cold process, {options.runs} runs")
    print(f"  from command to page  {min(seconds):6.2f} s (best), {sorted(seconds)[len(seconds) // 2]:.2f} s (median)")
    print(f"  peak memory           {memory:6.0f} MB")
    print(f"  the page              {size / 1024:6.0f} KB")
    print(f"  import bilingual      {_import_seconds() * 1000:6.1f} ms")
    if options.install:
        print(f"  a core installation   {_installed_megabytes():6.0f} MB")
    return 0


def _import_seconds() -> float:
    code = "import time; s = time.perf_counter(); import bilingual; print(time.perf_counter() - s)"
    return min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5))


def _installed_megabytes() -> float:
    """The size of site-packages after `pip install .`, pip itself left out."""
    root = Path(bilingual.__file__).parent.parent
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(target), str(root)], check=True)
        return sum(p.stat().st_size for p in target.rglob("*") if p.is_file()) / 1024**2
