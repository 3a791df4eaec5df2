"""A folder of articles as parallel texts: python examples/02_folder_to_parallel_texts.py [FOLDER] [OUT]"""

import sys
from pathlib import Path

import bilingual

CORPUS = Path(__file__).parent.parent / "corpus" / "articles"

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
out = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("parallel")
out.mkdir(exist_ok=True)

paths = sorted(folder.glob("*.txt"))
documents = bilingual.translate_many(bilingual.read(path) for path in paths)
for path, document in zip(paths, documents, strict=True):
    with open(out / f"{path.stem}.tsv", "w", encoding="utf-8") as lines:
        for pair in document.pairs:
            print(pair.source.of(document.source.text), pair.target.of(document.target.text), sep="\t", file=lines)
    print(f"{path.stem}: {len(document.pairs)} pairs")
