"""The network from encoded pairs to an Argos package, on a toy language pair, in seconds."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
import sentencepiece

torch = pytest.importorskip("torch", reason="training needs PyTorch: pip install torch==2.13.0")

from bilingual.engines.package import PackageEngine
from bilingual.errors import ReadError
from tests.toy import list_plurals, make_pairs
from training.__main__ import main as run_step
from training.batches import Position, iterate, look_ahead, make_batch, plan_epoch
from training.encode import Encoded
from training.export import export
from training.loss import SmoothedCrossEntropy, guide
from training.network import SIZES, Network
from training.optimiser import orthogonalise
from training.pairs import read_pairs, write_pairs
from training.state import FILE, Progress, State
from training.train import Course, Trainer, run
from training.vocabulary import BEGIN, END, PAD

PIECES = 340
SHAPE = SIZES["toy"]._replace(pieces=PIECES)
HELD_OUT = make_pairs()[::9]
WORD = re.compile(r"\w+|[“”]")
WALK = f"""
clean raw/toy.tsv -o clean --apart apart.txt
mix clean recipe.json -o pairs.tsv
vocabulary pairs.tsv plurals.txt -o toy.model --size {PIECES}
links pairs.tsv toy.model -o links --most 60
encode pairs.tsv toy.model -o pairs.npz --links links
train pairs.npz flat --size toy --vocabulary {PIECES} --pieces 3e4 --step 300 --batch 300 --rate 1e-2 --warm 20
train pairs.npz fall --size toy --vocabulary {PIECES} --pieces 8e3 --step 300 --batch 300 --rate 4e-3 --warm 5 \
--phase fall --start flat
package fall toy.model -o toy --version 1.2 --card card.md --archive
"""
"""The steps of training/README.md."""


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Toy matrices are no work for two."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every step once, by its command; the folder with all they wrote."""
    folder = tmp_path_factory.mktemp("training")
    write_pairs(folder / "raw" / "toy.tsv", make_pairs())
    (folder / "apart.txt").write_text("".join(f"{p.source}\t{p.target}\n" for p in HELD_OUT), encoding="utf-8")
    (folder / "plurals.txt").write_text("\n".join(list_plurals()), encoding="utf-8")
    (folder / "recipe.json").write_text('[{"origins": "toy", "copies": 4}]')
    (folder / "card.md").write_text("Data: a toy.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("os.cpu_count", lambda: 1)
        for line in WALK.strip().splitlines():
            assert run_step(line.split()) == 0, line
    return folder


@pytest.fixture(scope="module")
def encoded(walk: Path) -> Encoded:
    return Encoded.load(walk / "pairs.npz")


@pytest.fixture(scope="module")
def network(walk: Path) -> Network:
    return State.load(walk / "fall").make_network()


def make_trainer(encoded: Encoded, state: State | None = None, **course: object) -> Trainer:
    torch.manual_seed(1)
    settings = {"phase": "flat", "pieces": 10**6, "warm": 5, "step": 300, "batch": 300, **course}
    return Trainer(Network(SHAPE, dropout=0.1), encoded, Course(**settings), state)  # type: ignore[arg-type]


# The whole way


def test_what_is_kept_apart_was_not_trained_on_and_is_translated(walk: Path) -> None:
    trained = {pair.source for pair in read_pairs(walk / "clean" / "toy.tsv")}
    assert not trained & {pair.source for pair in HELD_OUT} and len(trained) == 80 - len(HELD_OUT)
    found = PackageEngine(walk / "toy").translate([pair.source for pair in HELD_OUT])
    right = [WORD.findall(t.text) == WORD.findall(pair.target) for t, pair in zip(found, HELD_OUT, strict=True)]
    assert sum(right) >= len(right) - 2, list(zip(found, HELD_OUT, strict=True))


def test_the_loss_falls(walk: Path, encoded: Encoded) -> None:
    trainer = make_trainer(encoded, rate=5e-3)
    first, *_, last = [trainer.update() for _ in range(30)]
    assert last.plain / last.pieces < 0.8 * first.plain / first.pieces
    assert last.guided / last.pieces < first.guided / first.pieces


def test_package_says_what_it_is(walk: Path) -> None:
    metadata = json.loads((walk / "toy" / "metadata.json").read_text())
    assert metadata["from_code"] == "fr" and metadata["package_version"] == "1.2"
    config = json.loads((walk / "toy" / "model" / "config.json").read_text())
    assert config["add_source_eos"] is True and config["decoder_start_token"] == "<s>"
    card = (walk / "toy" / "README.md").read_text()
    assert "Data: a toy." in card and "32 wide" in card and "int8" in card


ARGOS = """
import sys
import argostranslate.sbd, argostranslate.package, argostranslate.translate as translate
argostranslate.sbd.MiniSBDSentencizer.__init__ = lambda self, pkg: None          # it would download a model
argostranslate.sbd.MiniSBDSentencizer.split_sentences = lambda self, text: [text]
translate.MiniSBDSentencizer = argostranslate.sbd.MiniSBDSentencizer
argostranslate.package.install_from_path(sys.argv[1])
print(translate.translate(sys.argv[2], "fr", "en"))
"""


def test_argos_installs_and_runs_the_archive(walk: Path, tmp_path: Path) -> None:
    pytest.importorskip("argostranslate", reason="the Argos library comes with the extra `dev`")
    home = {name: str(tmp_path / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    command = [
        sys.executable,
        "-c",
        ARGOS,
        str(walk / "translate-fr_en-1_2.argosmodel"),
        "Le roi aime la nuit.",
    ]
    done = subprocess.run(command, check=False, env={**os.environ, **home}, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "The king loves the night."


# PyTorch and CTranslate2 say the same


def read_pieces(walk: Path) -> tuple[list[list[str]], list[list[str]]]:
    processor = sentencepiece.SentencePieceProcessor(model_file=str(walk / "toy.model"))
    sides = zip(*((pair.source, pair.target) for pair in make_pairs()[::7]))
    source, target = (processor.encode(list(side), out_type=str) for side in sides)
    return source, target


def get_logs(network: Network, walk: Path, source: list[str], target: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Log-probabilities of the target's pieces and its end, and the guided head's attention for each."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(walk / "toy.model"))
    numbers = [[processor.piece_to_id(piece) for piece in side] for side in (source, target)]
    with torch.no_grad():
        states, scores = network(torch.tensor([[*numbers[0], END]]), torch.tensor([[BEGIN, *numbers[1]]]), guided=True)
        logs = (states[0] @ network.table.weight.T).log_softmax(-1)
    goal = torch.tensor([*numbers[1], END])
    return logs[torch.arange(len(goal)), goal].numpy(), scores[0].softmax(-1).numpy()


@pytest.mark.parametrize(("quantization", "tolerance"), [("float32", 1e-5), ("int8", 0.2)])
def test_scores_are_those_of_pytorch(
    walk: Path, network: Network, tmp_path: Path, quantization: str, tolerance: float
) -> None:
    export(network, walk / "toy.model", tmp_path / "model", quantization)
    translator = ctranslate2.Translator(str(tmp_path / "model"), compute_type=quantization)
    source, target = read_pieces(walk)
    differences: list[float] = []
    for result, s, t in zip(translator.score_batch(source, target), source, target, strict=True):
        differences += list(np.abs(result.log_probs - get_logs(network, walk, s, t)[0]))
    assert len(differences) > 80 and np.mean(differences) < tolerance


def test_attention_is_that_of_the_guided_head(walk: Path, network: Network, tmp_path: Path) -> None:
    export(network, walk / "toy.model", tmp_path / "model", "float32")
    translator = ctranslate2.Translator(str(tmp_path / "model"), compute_type="float32")
    source, target = read_pieces(walk)
    for s, t in zip(source, target, strict=True):
        result = translator.translate_batch([s], target_prefix=[t], beam_size=1, return_attention=True)[0]
        wanted = get_logs(network, walk, s, t)[1][: len(t), : len(s)]  # CTranslate2 leaves the end of the source out
        np.testing.assert_allclose(result.attention[0][: len(t)], wanted, atol=1e-4)


def test_the_guided_head_looks_at_linked_pieces(encoded: Encoded, network: Network) -> None:
    def share(one: Network) -> float:
        hits: list[float] = []
        for row in np.flatnonzero(encoded.links.lengths)[:20]:
            batch = make_batch(encoded, np.array([row]))
            with torch.no_grad():
                look = one(batch.source, batch.target[:, :-1], guided=True)[1][0].argmax(-1)
            linked = {tuple(link) for link in batch.links[1:].T.tolist()}
            hits += [(t, int(look[t])) in linked for t in {t for t, _ in linked}]
        return sum(hits) / len(hits)

    assert share(network) > 0.7 > 2 * share(Network(SHAPE))


def test_another_vocabulary_is_refused(walk: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"knows 100 pieces, but .* has 340"):
        export(Network(SHAPE._replace(pieces=100)), walk / "toy.model", tmp_path / "model")


# Stopping and going on


def test_a_stopped_run_ends_as_an_unbroken_one(encoded: Encoded, tmp_path: Path) -> None:
    unbroken = make_trainer(encoded)
    for _ in range(12):
        unbroken.update()
    stopped = make_trainer(encoded)
    for _ in range(7):
        stopped.update()
    stopped.get_state().save(tmp_path)
    torch.manual_seed(99)
    gone_on = make_trainer(encoded, State.load(tmp_path))
    for _ in range(5):
        gone_on.update()
    left, right = unbroken.get_state(), gone_on.get_state()
    assert left.progress == right.progress and left.progress.position != Position()
    for name in left.weights:
        assert torch.equal(left.weights[name], right.weights[name]), name
        assert torch.equal(left.mean[name], right.mean[name]), name


def test_asked_to_stop_it_saves_after_the_update(
    encoded: Encoded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trainer = make_trainer(encoded)
    update = trainer.update
    monkeypatch.setattr(trainer, "update", lambda: (os.kill(os.getpid(), signal.SIGTERM), update())[1])
    handler = signal.getsignal(signal.SIGTERM)
    run(trainer, tmp_path)
    assert State.load(tmp_path).progress.steps == 1
    assert signal.getsignal(signal.SIGTERM) is handler


def test_a_damaged_or_missing_state_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no trained network"):
        State.load(tmp_path)
    (tmp_path / FILE).write_bytes(b"half a file")
    with pytest.raises(ReadError, match="damaged"):
        State.load(tmp_path)


def test_the_rate_warms_up_stays_or_falls() -> None:
    flat, fall = (Course(phase, pieces=100, rate=1.0, warm=4) for phase in ("flat", "fall"))
    assert [flat.get_rate(Progress(step, 50)) for step in (0, 1, 9)] == [0.25, 0.5, 1.0]
    assert [fall.get_rate(Progress(9, pieces)) for pieces in (0, 75, 100)] == [1.0, 0.25, 0.0]


# Batches, loss, optimiser


def test_an_epoch_has_every_pair_once_in_batches_of_one_shape(encoded: Encoded) -> None:
    plan = plan_epoch(encoded, 300, seed=1, epoch=0)
    assert sorted(np.concatenate(plan)) == list(range(len(encoded.source.lengths)))
    assert [list(rows) for rows in plan] == [list(rows) for rows in plan_epoch(encoded, 300, seed=1, epoch=0)]
    assert [list(rows) for rows in plan] != [list(rows) for rows in plan_epoch(encoded, 300, seed=1, epoch=1)]
    for rows in plan:
        batch = make_batch(encoded, rows)
        assert batch.pieces == sum(encoded.target.lengths[rows] - 1)
        assert len(rows) <= len(batch.source) < len(rows) + 8
        assert len(batch.source) == 8 or max(batch.source.numel(), batch.target[:, 1:].numel()) <= 300


def test_iterate_goes_on_where_it_stopped(encoded: Encoded) -> None:
    whole = iterate(encoded, 300, 1, Position())
    first = [next(whole) for _ in range(200)]
    later = iterate(encoded, 300, 1, first[120][0])
    for position, batch in first[121:]:
        other, same = next(later)
        assert other == position and torch.equal(batch.target, same.target)
    assert first[-1][0].epoch > 0


def test_smoothed_cross_entropy_is_that_of_pytorch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SmoothedCrossEntropy.CHUNK, "cpu", 3)  # several chunks, the last one short
    torch.manual_seed(2)
    states, table = torch.randn(7, 5, requires_grad=True), torch.randn(11, 5, requires_grad=True)
    goal = torch.tensor([3, PAD, 10, 1, PAD, 7, 2])
    loss, plain = SmoothedCrossEntropy.apply(states, table, goal, 0.1)
    (2 * loss).backward()
    found = states.grad, table.grad
    states.grad = table.grad = None
    scores = states @ table.T
    wanted = torch.nn.functional.cross_entropy(scores, goal, ignore_index=PAD, label_smoothing=0.1, reduction="sum")
    (2 * wanted).backward()
    torch.testing.assert_close(loss, wanted)
    torch.testing.assert_close(found, (states.grad, table.grad))
    torch.testing.assert_close(
        plain, torch.nn.functional.cross_entropy(scores, goal, ignore_index=PAD, reduction="sum")
    )


def test_guide_wants_all_links_of_a_piece_alike() -> None:
    links = torch.tensor([[0, 0, 0], [0, 0, 1], [0, 1, 2]])  # the first piece has two links
    even, one_sided = torch.full((1, 2, 3), -20.0), torch.full((1, 2, 3), -20.0)
    even[0, 0, :2] = even[0, 1, 2] = one_sided[0, 0, 0] = one_sided[0, 1, 2] = 0.0
    assert guide(even, links).item() == pytest.approx(0.5 * np.log(2), abs=1e-4)
    assert guide(one_sided, links) > 2 * guide(even, links)


@pytest.mark.parametrize("form", [(8, 24), (24, 8), (3, 16, 16)])
def test_orthogonalise_makes_singular_values_about_one(form: tuple[int, ...]) -> None:
    torch.manual_seed(3)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(form), torch.float32))
    assert values.max() < 1.3 and values.min() > 0.3 and values.mean() == pytest.approx(0.9, abs=0.2)


def test_fused_attention_says_the_same(network: Network, encoded: Encoded, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = make_batch(encoded, plan_epoch(encoded, 300, seed=1, epoch=0)[0])
    with torch.no_grad():
        plain = network(batch.source, batch.target)[0]
        monkeypatch.setattr("training.network.FUSED", {"cpu"})
        fused = network(batch.source, batch.target)[0]
    assert not torch.equal(plain, fused)  # another way of computing
    torch.testing.assert_close(plain, fused, rtol=1e-3, atol=1e-4)


def test_a_fault_in_the_thread_that_makes_batches_is_raised() -> None:
    def fail() -> Iterator[int]:
        yield 1
        raise ReadError("no more")

    ahead = look_ahead(fail())
    assert next(ahead) == 1
    with pytest.raises(ReadError, match="no more"):
        next(ahead)


def test_padding_changes_nothing(network: Network) -> None:
    source, target = torch.tensor([[5, 6, 7, END]]), torch.tensor([[BEGIN, 9, 8]])
    padded = torch.cat([source, torch.full((1, 5), PAD)], 1)
    with torch.no_grad():
        torch.testing.assert_close(network(source, target)[0], network(padded, target)[0])
        longer = network(source, torch.tensor([[BEGIN, 9, 8, 30]]))[0]
        torch.testing.assert_close(network(source, target)[0], longer[:, :3])
