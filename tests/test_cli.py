"""The command: what it writes, its exit codes, and one clear sentence for everything that goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bilingual.cli import main

ARTICLE = """Le port rouvre lundi

Le port de Sète rouvrira lundi, a annoncé la préfète, Anne Lhostis. « Tout est prêt », a-t-elle déclaré.

Les pêcheurs, eux, parlent d’un « miracle ».
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "port.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *argv: object) -> tuple[int, str, str]:
    code = main([str(a) for a in argv])
    out, err = capsys.readouterr()
    return code, out, err


def test_translate_writes_the_format_of_the_suffix(article: Path, tmp_path: Path, capsys) -> None:
    code, out, err = run(capsys, "translate", article, "-o", tmp_path / "port.json", "-e", "fake")
    assert (code, out, err) == (0, "", "")
    document = json.loads((tmp_path / "port.json").read_text(encoding="utf-8"))
    assert document["schema"] == "bilingual/1"
    assert document["source"]["title"] == "Le port rouvre lundi"


def test_format_wins_over_the_suffix(article: Path, tmp_path: Path, capsys) -> None:
    assert run(capsys, "translate", article, "-o", tmp_path / "port.txt.out", "-f", "json", "-e", "fake")[0] == 0
    assert json.loads((tmp_path / "port.txt.out").read_text(encoding="utf-8"))["schema"] == "bilingual/1"


def test_a_folder_is_mirrored_and_failures_are_listed_at_the_end(article: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "in" / "notes.xyz").write_text("", encoding="utf-8")
    code, _, err = run(capsys, "translate", tmp_path / "in", article, "-o", tmp_path / "out", "-e", "fake")
    assert code == 1
    assert sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.*")) == [
        "deep/a.html",
        "index.html",
        "port.html",
    ]
    assert "empty.txt" in err and "1 of 3 files failed" in err and "notes.xyz" in err
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "./deep/a.html" in index and "./port.html" in index


def test_a_glossary_is_kept_to(article: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "terms.csv").write_text("port,haven\n", encoding="utf-8")
    options = ["-e", "embedded", "--no-memory", "--glossary", tmp_path / "terms.csv"]
    assert run(capsys, "translate", article, "-o", tmp_path / "port.json", *options)[0] == 0
    target = json.loads((tmp_path / "port.json").read_text(encoding="utf-8"))["target"]["text"]
    assert "haven" in target.lower()


def test_a_second_run_remembers(article: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("a.json", "b.json"):
        assert run(capsys, "translate", article, "-o", tmp_path / name, "-e", "fake")[0] == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert list((tmp_path / "cache").rglob("memory.sqlite"))
    run(capsys, "translate", article, "-o", tmp_path / "c.json", "-e", "fake", "--no-memory")
    assert (tmp_path / "c.json").read_bytes() == (tmp_path / "a.json").read_bytes()


def test_models_and_formats_are_listed(capsys) -> None:
    code, out, _ = run(capsys, "models")
    assert code == 0 and "embedded  fr→en" in out and "a plain run uses this one" in out
    code, out, _ = run(capsys, "formats")
    assert code == 0 and ".html" in out and "TMX" in out


def test_a_wrong_model_file_is_refused(article: Path, capsys) -> None:
    code, _, err = run(capsys, "models", "install", article)
    assert code == 1 and str(article) in err


def test_a_second_run_does_not_read_what_the_first_one_wrote(tmp_path: Path, capsys) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    for _ in range(2):
        assert run(capsys, "translate", tmp_path, "-o", tmp_path / "out", "-e", "fake")[0] == 0
    assert [p.name for p in (tmp_path / "out").rglob("*.html")] == ["a.html"]


def test_two_articles_never_share_an_output(article: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "port.txt").write_text(ARTICLE, encoding="utf-8")
    code, _, err = run(capsys, "translate", article, tmp_path / "other" / "port.txt", "-o", tmp_path / "out")
    assert code == 1 and "would both be written" in err
    assert not (tmp_path / "out").exists()


def test_segment_prints_sentences_and_paragraphs(article: Path, capsys) -> None:
    code, out, _ = run(capsys, "segment", article)
    assert code == 0
    assert out.splitlines() == [
        "Le port rouvre lundi",
        "",
        "Le port de Sète rouvrira lundi, a annoncé la préfète, Anne Lhostis.",
        "« Tout est prêt », a-t-elle déclaré.",
        "",
        "Les pêcheurs, eux, parlent d’un « miracle ».",
    ]


def test_quotes_as_json_point_into_the_text_that_was_read(article: Path, capsys) -> None:
    code, out, _ = run(capsys, "quotes", article, "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["text"] for row in rows] == ["Tout est prêt", "miracle"]
    assert all(ARTICLE[row["start"] : row["end"]] == row["text"] for row in rows)
    assert {"text", "start", "end", "kind", "speaker", "cue", "group", "confidence"} <= rows[0].keys()
    assert rows[0]["speaker"] == "Anne Lhostis" and rows[0]["kind"] == "direct"
    assert "Anne Lhostis (a-t-elle déclaré): Tout est prêt" in run(capsys, "quotes", article)[1]


def test_convert_gives_the_same_page_as_translate(article: Path, tmp_path: Path, capsys) -> None:
    for name in ("port.json", "port.html"):
        run(capsys, "translate", article, "-o", tmp_path / name, "-e", "fake")
    assert run(capsys, "convert", tmp_path / "port.json", "-o", tmp_path / "again.html")[0] == 0
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "port.html").read_bytes()


def test_align_pairs_two_files(article: Path, tmp_path: Path, capsys) -> None:
    english = tmp_path / "port.en.txt"
    english.write_text(
        "The port reopens on Monday\n\nThe port of Sète will reopen on Monday, the prefect, Anne Lhostis, announced. "
        "“Everything is ready,” she said.\n\nThe fishermen, for their part, speak of a “miracle”.\n",
        encoding="utf-8",
    )
    assert run(capsys, "align", article, english, "-o", tmp_path / "port.json", "--fast")[0] == 0
    pairs = json.loads((tmp_path / "port.json").read_text(encoding="utf-8"))["pairs"]
    assert len(pairs) == 4


def test_a_pipe_reads_and_writes(article: Path) -> None:
    command = [sys.executable, "-m", "bilingual", "translate", "-", "-o", "-", "-f", "json", "-e", "fake"]
    done = subprocess.run(
        command, check=False, input=ARTICLE.encode(), capture_output=True, env={**os.environ, "COLUMNS": "80"}
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"]["text"] == ARTICLE
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("argv", "code", "message"),
    [
        (["translate", "nowhere.txt", "-o", "x.html"], 1, "nowhere.txt"),
        (["translate", "{tmp}/empty.txt", "-o", "{tmp}/x.html"], 1, "empty"),
        (["translate", "{tmp}/binary.txt", "-o", "{tmp}/x.html"], 1, "binary"),
        (["translate", "{tmp}/port.xyz", "-o", "{tmp}/x.html"], 1, ".xyz"),
        (["translate", "{tmp}/english.txt", "-o", "{tmp}/x.html", "-e", "fake"], 1, "--lang fr"),
        (["translate", "{tmp}/port.txt", "-o", "{tmp}/x.unknown", "-e", "fake"], 1, "x.unknown"),
        (["translate", "{tmp}/port.txt", "-o", "{tmp}/x.html", "-f", "wrod", "-e", "fake"], 1, "html"),
        (["translate", "{tmp}/port.txt", "-o", "{tmp}/x.html", "-e", "embeded"], 1, "embedded"),
        (["translate", "{tmp}/port.txt", "-o", "{tmp}/x.html", "-e", "{tmp}/broken"], 1, "broken"),
        (["translate", "{tmp}/port.txt", "-o", "{tmp}/no/folder/x.html", "-e", "fake"], 1, "no folder"),
        (["translate", "{tmp}/nothing", "-o", "{tmp}/out", "-e", "fake"], 1, "no article"),
        (["segment", "{tmp}"], 1, "folder"),
        (["convert", "{tmp}/port.txt", "-o", "{tmp}/x.html"], 1, "port.txt"),
        (["evaluate", "{tmp}"], 1, "no gold corpus"),
        (["translate", "{tmp}/port.txt"], 2, "--out"),
        (["translate", "{tmp}/port.txt", "{tmp}/port.txt", "-o", "-"], 2, "one article"),
        (["translte"], 2, "translte"),
    ],
)
def test_what_goes_wrong_is_one_clear_sentence(argv, code, message, article, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "port.xyz").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "english.txt").write_text("The harbour will open again on Monday, and the fishermen are glad. " * 9)
    (tmp_path / "nothing").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "metadata.json").write_text("{")
    before = sorted(tmp_path.rglob("*"))
    got, out, err = run(capsys, *[str(a).replace("{tmp}", str(tmp_path)) for a in argv])
    assert got == code
    assert message in err
    assert "Traceback" not in err and out == ""
    assert sorted(tmp_path.rglob("*")) == before, "something half-written was left behind"
    if code == 1:
        assert len(err.strip().splitlines()) == 1 and err.startswith("bilingual: ")


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_said(article: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    code, _, err = run(capsys, "translate", article, "-o", tmp_path / "locked" / "x.html", "-e", "fake")
    assert code == 1 and "cannot be written" in err


def test_a_full_disk_leaves_nothing_half_written(article: Path, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500));"
        "from bilingual.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    out = tmp_path / "x.html"
    command = [sys.executable, "-c", code, "translate", str(article), "-o", str(out), "-e", "fake"]
    done = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["port.txt"]
