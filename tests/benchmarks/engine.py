"""The translation engine: speed against the bare runtime and argostranslate, start-up, memory, odd input, quality."""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from bilingual.engines import EMBEDDED, get_engine

STRAIGHT = str.maketrans("“”‘’", "\"\"''")
ARTICLE = 40
"""Sentences of an article."""


def main(argv: list[str]) -> int:
    """Run one measurement (each in a process of its own), or all of them."""
    parser = argparse.ArgumentParser(prog="engine", description=__doc__)
    parser.add_argument("what", nargs="?", choices=[*MEASUREMENTS, "all"], default="all")
    parser.add_argument("--press", type=Path, default=Path("../shared/press/orangesum.txt.xz"))
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--seeds", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--articles", type=int, default=200, help="articles of the folder in the speed measurement")
    parser.add_argument("--sentences", type=int, default=20_000, help="sentences of the memory measurement")
    parser.add_argument("--odd", type=int, default=10_000, help="odd inputs")
    options = parser.parse_args(argv)
    if options.what != "all":
        MEASUREMENTS[options.what](options)
        return 0
    for what in MEASUREMENTS:
        code = subprocess.run([sys.executable, "-m", "tests.benchmarks", "engine", what, *argv], check=False).returncode
        if code:
            return code
    return 0


def speed(options: argparse.Namespace) -> None:
    """Sentences a second and peak memory: the bare runtime, ours, argostranslate; an article, a folder of articles."""
    print(f"{'':32}{'sentences/s':>12}{'CPU s/100':>11}{'peak MB':>9}{'of bare':>9}{'× argos':>9}")
    for count in (1, options.articles):
        rows = {}
        for system in ("bare", "ours", "argos"):
            done = count if system != "argos" else min(count, 10)  # it takes the articles one by one anyway
            rows[system] = _in_process("_timed", system, done, options)
        for system, row in rows.items():
            rate = row["sentences"] / row["wall"]
            of_bare = rate / (rows["bare"]["sentences"] / rows["bare"]["wall"])
            of_argos = rate / (rows["argos"]["sentences"] / rows["argos"]["wall"])
            print(
                f"{f'{system}, {count} article(s)':32}{rate:12.1f}{row['cpu'] * 100 / row['sentences']:11.1f}"
                f"{row['peak']:9.0f}{of_bare:9.0%}{of_argos:9.1f}"
            )


def _timed(system: str, articles: int, options: argparse.Namespace) -> dict[str, float]:
    sentences = _press(options.press, articles * ARTICLE)
    run = {"bare": _bare, "ours": _ours, "argos": _argos}[system]()
    run(sentences[:2])
    best = (float("inf"), 0.0)
    for _ in range(3 if articles == 1 else 1):
        wall, cpu = time.perf_counter(), time.process_time()
        run(sentences)
        best = min(best, (time.perf_counter() - wall, time.process_time() - cpu))
    return {"wall": best[0], "cpu": best[1], "sentences": len(sentences), "peak": _peak()}


def _bare() -> Callable[[Sequence[str]], object]:
    """CTranslate2 alone on pieces that are cut and sorted already (the cutting is not counted): the limit."""
    import ctranslate2
    import sentencepiece

    from bilingual.engines.runtime import BATCH, BEAM

    model = sentencepiece.SentencePieceProcessor(model_file=str(EMBEDDED / "sentencepiece.model"))
    cores = len(os.sched_getaffinity(0))
    translator = ctranslate2.Translator(
        str(EMBEDDED / "model"), compute_type="int8", inter_threads=cores, intra_threads=1
    )
    cut: dict[int, list[list[str]]] = {}

    def run(sentences: Sequence[str]) -> object:
        key = id(sentences)
        cut[key] = cut.get(key) or sorted(model.encode(list(dict.fromkeys(sentences)), out_type=str), key=len)
        return translator.translate_batch(cut[key], max_batch_size=BATCH, batch_type="tokens", beam_size=BEAM)

    return run


def _ours() -> Callable[[Sequence[str]], object]:
    return get_engine().translate


def _argos() -> Callable[[Sequence[str]], object]:
    """The `argostranslate` library on the same package; its sentence splitter, which it would download, is replaced."""
    home = tempfile.mkdtemp()
    os.environ |= {"ARGOS_PACKAGES_DIR": f"{home}/p", "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
    from argostranslate import package, translate

    archive = Path(home) / "p.argosmodel"
    with zipfile.ZipFile(archive, "w") as out:
        for file in EMBEDDED.rglob("*"):
            out.write(file, Path("translate-fr_en-1_0") / file.relative_to(EMBEDDED))
    package.install_from_path(archive)

    class Lines:
        """One sentence a line, as our splitter gives them."""

        def __init__(self, *_: object) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return text.split("\n")

    translate.MiniSBDSentencizer = Lines
    translation = translate.get_translation_from_codes("fr", "en").underlying  # without its cache of results

    def run(sentences: Sequence[str]) -> object:
        articles = [sentences[start : start + ARTICLE] for start in range(0, len(sentences), ARTICLE)]
        return [translation.translate("\n".join(article)) for article in articles]

    return run


def startup(options: argparse.Namespace) -> None:
    """Seconds from the start of the process to the first sentence, best of five cold processes."""
    code = "from bilingual.engines import get_engine; get_engine().translate(['Le maire a présenté son budget hier.'])"
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    print(f"first sentence after {min(times):.2f} s (median {sorted(times)[2]:.2f} s)")


def memory(options: argparse.Namespace) -> None:
    """Resident memory while many sentences pass, as articles do: 500 at a time."""
    engine = get_engine()
    sentences = _press(options.press, options.sentences)
    seen = {}
    for start in range(0, len(sentences), 500):
        engine.translate(sentences[start : start + 500])
        seen[start + 500] = _resident()
    first, last = seen[1_000], seen[max(seen)]
    most = max(value for at, value in seen.items() if at >= 1_000)
    print(f"resident after 1,000: {first:.0f} MB, after {max(seen):,}: {last:.0f} MB ({last / first - 1:+.1%}), "
          f"most {most:.0f} MB")  # fmt: skip


def odd(options: argparse.Namespace) -> None:
    """Odd inputs: crashes, loops, empty outputs, unbalanced marks."""
    from bilingual.engines.checks import is_repetitive

    engine = get_engine()
    inputs = _odd_inputs(options.odd, _press(options.press, 2_000))
    found: Counter[str] = Counter()
    for start in range(0, len(inputs), 500):
        some = inputs[start : start + 500]
        for source, translation in zip(some, engine.translate(some)):
            text = translation.text
            found["empty"] += bool(source.strip()) and not text.strip()
            found["loop"] += is_repetitive(text) and not is_repetitive(source)
            found["runaway"] += len(text) > 3 * len(source) + 60
    print(f"{len(inputs):,} odd inputs: 0 crashes, {dict(found)}")


def quality(options: argparse.Namespace) -> None:
    """BLEU and chrF on the gold of translation; loops and balance of marks on quote pairs and seeds."""
    import sacrebleu

    from bilingual.engines.checks import is_repetitive

    engine = get_engine()
    for source in sorted((options.gold / "mt").glob("*.fr")):
        reference = source.with_suffix(".en").read_text(encoding="utf-8").splitlines()
        target = [t.text for t in engine.translate(source.read_text(encoding="utf-8").splitlines())]
        for name, table in (("as printed", {}), ("straight marks", STRAIGHT)):
            system, wanted = ([line.translate(table) for line in side] for side in (target, reference))
            bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
            print(f"{source.stem}, {name}: BLEU {bleu.corpus_score(system, [wanted]).score:.1f} "
                  f"chrF {chrf.corpus_score(system, [wanted]).score:.1f} | {bleu.get_signature()}")  # fmt: skip
    pairs = [json.loads(line)["fr"] for line in (options.gold / "quote-pairs.jsonl").open(encoding="utf-8")]
    seeds = [line for path in sorted(options.seeds.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    for name, sentences in (("quote pairs", pairs), ("seeds", [line for line in seeds if line.strip()])):
        texts = [t.text for t in engine.translate(sentences)]
        loops = sum(map(is_repetitive, texts))
        odd_marks = sum(text.count("“") != text.count("”") for text in texts)
        print(f"{name}: {len(texts)} sentences or paragraphs, {loops} loops, {odd_marks} with unbalanced marks")


def flags(options: argparse.Namespace) -> None:
    """How often each check speaks on press sentences (what it says is judged by hand)."""
    from bilingual.engines.checks import find_faults

    sentences = _press(options.press, 1_000)
    found: Counter[str] = Counter()
    flagged = 0
    for source, t in zip(sentences, get_engine().translate(sentences)):
        faults = find_faults(source, t.text, score=t.score, attention=t.attention)
        found.update(faults)
        flagged += bool(faults)
    print(f"{flagged} of {len(sentences)} flagged: {dict(found.most_common())}")


MEASUREMENTS = {
    "speed": speed, "startup": startup, "memory": memory, "odd": odd, "quality": quality, "flags": flags,
}  # fmt: skip


def _press(path: Path, count: int) -> list[str]:
    """The first different press sentences."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return list(islice(dict.fromkeys(line.strip() for line in islice(lines, 3 * count) if line.strip()), count))


def _odd_inputs(count: int, sentences: Sequence[str]) -> list[str]:
    """Sentences cut, doubled, shouted, with signs thrown in; single signs; long runs; the same each time."""
    dice = random.Random(1)
    signs = "«»“”\"'’()[]{}<>!?.,;:—–-…%€$#@/\\|*_~^=+0123456789\u00a0\u202f\u200b\u0301😀中א\t"

    def sprinkle(text: str) -> str:
        places = [dice.randrange(len(text) + 1) for _ in range(dice.randint(1, 8))]
        for place in places:
            text = text[:place] + dice.choice(signs) + text[place:]
        return text

    ways: list[Callable[[str], str]] = [
        sprinkle,
        lambda s: s[: dice.randint(1, 12)],
        lambda s: s[dice.randrange(len(s)) :],
        str.upper,
        lambda s: " ".join(dice.sample(s.split(), len(s.split()))),
        lambda s: (s.split()[0] + " ") * dice.randint(2, 30),
        lambda s: s.replace(" ", ""),
        lambda s: "".join(dice.choice(signs) for _ in range(dice.randint(1, 30))),
        lambda s: f"« {s}",
        lambda s: f"{s} »",
    ]
    return [ways[number % len(ways)](dice.choice(sentences)) for number in range(count)]


def _in_process(function: str, system: str, articles: int, options: argparse.Namespace) -> dict[str, float]:
    """What a function of this module gives in a fresh process."""
    code = (
        f"import json, argparse; from pathlib import Path; from tests.benchmarks import engine; "
        f"print(json.dumps(engine.{function}({system!r}, {articles}, argparse.Namespace(press=Path({str(options.press)!r})))))"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return dict(json.loads(out.splitlines()[-1]))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
