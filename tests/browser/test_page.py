from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bilingual.model import BilingualDocument, Link, Pair, Side, Span
from bilingual.writers.index import make_entry, render_index
from tests.browser.conftest import repeat
from tests.documents import make_document

OpenPage = Callable[..., Any]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WORD = "#s2 .w:text-is('pêcheurs')"


def make_pairs(*texts: tuple[str, str]) -> BilingualDocument:
    """Sentences of two words that are linked one to one, each a paragraph."""
    source = target = ""
    pairs = []
    for number, (french, english) in enumerate(texts):
        starts = len(source), len(target)
        links, at = [], list(starts)
        for left, right in zip(french.split(), english.split(), strict=True):
            links.append(Link(Span(at[0], at[0] + len(left)), Span(at[1], at[1] + len(right))))
            at = [at[0] + len(left) + 1, at[1] + len(right) + 1]
        source, target = source + french + "\n", target + english + "\n"
        spans = Span(starts[0], len(source) - 1), Span(starts[1], len(target) - 1)
        pairs.append(Pair(f"s{number}", "body", number, *spans, links=tuple(links)))
    return BilingualDocument(Side(source, "fr"), Side(target, "en"), tuple(pairs))


def visible(page: Any, selector: str) -> bool:
    return bool(page.locator(selector).first.is_visible())


def wait_for(page: Any, expression: str) -> None:
    """Until the expression holds; Playwright's own way to wait needs an eval, which the policy of the page forbids."""
    for _ in range(60):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{expression} did not come true")


def lit(page: Any) -> list[str]:
    return list(page.locator(".lit").all_inner_texts())


def test_a_word_pointed_at_lights_its_counterpart(open_page: OpenPage) -> None:
    page = open_page()
    page.hover(WORD)
    assert lit(page) == ["pêcheurs", "fishermen"]
    assert page.locator("#strip").inner_text().split() == ["pêcheurs", "→", "fishermen"]
    page.hover(".facts")
    assert lit(page) == []
    assert not visible(page, "#strip")


def test_the_strip_tells_who_speaks(open_page: OpenPage) -> None:
    page = open_page()
    page.hover("#s6 .w:text-is('mains')")
    assert page.locator("#strip .by").inner_text() == "Malik Sadi"


def test_the_strip_tells_what_else_a_word_became(open_page: OpenPage) -> None:
    page = open_page(make_pairs(("la place", "the square"), ("La mer", "Her sea"), ("la rue", "the road")))
    page.click("#s1 .w:text-is('la')")
    assert page.locator("#strip").inner_text().split() == ["la", "→", "the", "elsewhere", "here:", "Her"]
    page.click("#strip button")
    assert page.evaluate("document.activeElement.id") == "s2"
    page.hover("#t1 .w:text-is('the')")
    assert page.locator("#strip").inner_text().split() == ["the", "→", "la"]


def test_both_words_of_a_link_of_many(open_page: OpenPage) -> None:
    page = open_page()
    page.hover("#s2 .w:text-is('mairie')")
    assert lit(page) == ["mairie", "town hall"]


def test_offsets_count_as_scripts_count(open_page: OpenPage) -> None:
    page = open_page(make_pairs(("😀 chat", "😀 cat")))
    page.hover("#s1 .w:text-is('chat')")
    assert lit(page) == ["chat", "cat"]


def test_the_ladder_is_climbed_with_keys_and_kept_in_the_address(open_page: OpenPage) -> None:
    page = open_page()
    seen = []
    for key in "12345":
        page.keyboard.press(key)
        seen.append((visible(page, "#s3"), visible(page, "#t3"), page.evaluate("location.hash")))
    assert seen == [
        (True, False, "#view=source"),
        (True, False, "#view=tap"),
        (True, True, "#view=veil"),
        (True, True, ""),
        (False, True, "#view=target"),
    ]
    page.reload()
    assert not visible(page, "#s3")


def test_veiled_english_clears_when_pointed_at(open_page: OpenPage) -> None:
    page = open_page(at="#view=veil")
    blur = "getComputedStyle(document.querySelector('#t3')).filter"
    assert page.evaluate(blur).startswith("blur")
    page.hover("#t3")
    wait_for(page, f"{blur} === 'none'")


@pytest.mark.parametrize("facts", [{}, PHONE], ids=["desk", "phone"])
def test_a_tap_shows_the_english_of_a_sentence_and_another_hides_it(open_page: OpenPage, facts: Any) -> None:
    page = open_page(at="#view=tap", **facts)
    tap = page.tap if facts else page.click
    assert not visible(page, "#t2")
    tap(WORD)
    assert visible(page, "#t2")
    assert not visible(page, "#t3")
    assert lit(page) == ["pêcheurs", "fishermen"]
    tap(WORD)
    assert not visible(page, "#t2")
    assert not visible(page, "#strip")


def test_a_pinned_word_stays_until_it_is_let_go(open_page: OpenPage) -> None:
    page = open_page()
    page.click(WORD)
    page.hover("#s3")
    assert lit(page) == ["pêcheurs", "fishermen"]
    page.keyboard.press("Escape")
    assert lit(page) == []


def test_sentences_and_words_are_reached_with_keys(open_page: OpenPage) -> None:
    page = open_page(at="#view=tap")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "s2"
    page.keyboard.press("Enter")
    assert visible(page, "#t2")
    assert page.locator("#say").inner_text().startswith("In Port-Marais")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert lit(page) == ["Port-Marais", "Port-Marais"]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "s1"


def test_from_the_article_to_the_ledger_and_back(open_page: OpenPage) -> None:
    page = open_page()
    page.click("#s6 .ref")
    assert page.evaluate("document.activeElement.id") == "u3"
    assert page.evaluate("location.hash") == "#at=u3"
    page.click("#u3 .back")
    assert page.evaluate("document.activeElement.id") == "s6"
    page.go_back()
    wait_for(page, "document.activeElement.id === 'u3'")
    page.keyboard.press("b")
    assert page.evaluate("document.activeElement.id") == "s6"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "u1"


def test_one_speaker_is_shown_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.click(".who button:has-text('Malik')")
    assert page.locator(".u:visible").count() == 1
    assert page.evaluate("location.hash") == "#who=2"
    page.reload()
    assert page.locator(".u:visible").count() == 1
    page.click("#s3 .ref")  # a quote of someone else: all are shown again
    assert page.locator(".u:visible").count() == 3


VOICES = """
const said = [];
class Words extends EventTarget { constructor(text) { super(); this.text = text; } }
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Words });
Object.defineProperty(window, "speechSynthesis", { value: {
  said, cancel() {}, addEventListener() {},
  getVoices: () => [{ lang: "fr-FR", localService: false, name: "far" }, { lang: "fr-FR", localService: true, name: "near" }],
  speak(words) { said.push([words.text, words.lang, words.voice.name]); setTimeout(() => words.onend(), 1); },
} });
"""


def test_reading_aloud_uses_only_voices_of_this_machine(open_page: OpenPage) -> None:
    page = open_page(script=VOICES)
    page.click("#listen")
    wait_for(page, "speechSynthesis.said.length === 7")
    said = page.evaluate("speechSynthesis.said")
    assert said[0] == ["Le port veut retrouver ses couleurs", "fr", "near"]
    assert "Nous planterons tout, a lancé" in said[2][0]  # without the number of the quote
    page.keyboard.press("5")
    assert page.locator("#listen").is_disabled()  # no English voice


def test_settings_change_the_page(open_page: OpenPage) -> None:
    page = open_page()
    size = "getComputedStyle(document.documentElement).fontSize"
    paper = "getComputedStyle(document.body).backgroundColor"
    before, light = page.evaluate(size), page.evaluate(paper)
    page.keyboard.press("+")
    page.keyboard.press("w")
    page.keyboard.press("d")
    page.keyboard.press("d")
    assert float(page.evaluate(size)[:-2]) > float(before[:-2])
    assert page.evaluate(paper) != light
    assert page.evaluate("location.hash") == "#size=l&width=wide&light=dark"


def test_help_opens_and_closes(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("?")
    assert visible(page, "#help")
    page.keyboard.press("Escape")
    assert not visible(page, "#help")


def test_the_reading_place_is_kept(open_page: OpenPage) -> None:
    page = open_page(repeat(make_document(), 12))
    page.evaluate("document.querySelector('#s60').scrollIntoView()")
    wait_for(page, "Object.keys(localStorage).some((key) => localStorage.getItem(key) > '')")
    page.reload()
    assert page.evaluate("scrollY") > 800


def test_without_scripts_all_is_there(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    assert visible(page, "#s3")
    assert visible(page, "#t3")
    assert not visible(page, "#listen")
    page.click("label[for=view-source]")
    assert not visible(page, "#t3")
    page.click("#s3 .ref >> nth=0")
    assert page.url.endswith("#u1")


def test_columns(open_page: OpenPage) -> None:
    def boxes(page: Any) -> tuple[Any, Any]:
        return page.locator(".lede .src").bounding_box(), page.locator(".lede .tgt").bounding_box()

    source, target = boxes(open_page())
    assert source["y"] == target["y"]
    assert source["x"] < target["x"]
    page = open_page(**PHONE)
    source, target = boxes(page)
    assert source["y"] < target["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_print_is_a_clean_sheet(open_page: OpenPage) -> None:
    page = open_page(at="#view=tap")
    page.emulate_media(media="print")
    assert visible(page, "#t3")
    assert visible(page, "#quotes")
    assert not visible(page, ".bar")
    source, target = (page.locator(f".lede .{side}").bounding_box() for side in ("src", "tgt"))
    assert source["y"] == target["y"]


@pytest.mark.parametrize(
    ("scheme", "facts", "views"),
    [("light", {}, "12345"), ("dark", {}, "4"), ("light", PHONE, "24"), ("dark", PHONE, "4")],
    ids=["desk", "dark desk", "phone", "dark phone"],
)
def test_axe_finds_nothing(open_page: OpenPage, scheme: str, facts: Any, views: str) -> None:
    folder = os.environ.get("BILINGUAL_AXE")
    if not folder:
        pytest.skip("BILINGUAL_AXE does not name the folder of axe-core's axe.min.js (npm install axe-core)")
    axe = (Path(folder) / "axe.min.js").read_text(encoding="utf-8")
    page = open_page(repeat(make_document(), 4), color_scheme=scheme, bypass_csp=True, **facts)  # eight speakers
    page.evaluate(axe)
    for view in views:
        page.keyboard.press(view)
        page.wait_for_timeout(250)  # the veil takes a moment
        found = page.evaluate("axe.run().then(({ violations }) => violations.map((v) => [v.id, v.nodes[0].html]))")
        assert found == [], view


def test_a_long_article_opens_quickly(open_page: OpenPage) -> None:
    page = open_page(repeat(make_document(), 13))
    assert len(page.locator(".src").all_inner_texts()) > 50  # about a thousand words
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")
    page.reload()
    spent = {metric["name"]: metric["value"] for metric in tools.send("Performance.getMetrics")["metrics"]}
    assert spent["ScriptDuration"] < 0.1


def test_the_list_of_articles_is_searched(browser: Any, tmp_path: Path) -> None:
    other = BilingualDocument(Side("", "fr", "Un été à Nîmes"), Side("", "en"))
    path = tmp_path / "index.html"
    path.write_bytes(render_index([make_entry(make_document(), "a.html"), make_entry(other, "b.html")]))
    page = browser.new_page()
    page.goto(f"file://{path}")
    for words, found in (("nimes ete", 1), ("sadi", 1), ("xyz", 0), ("", 2)):
        page.fill("#search", words)
        assert page.locator("li:visible").count() == found
        assert visible(page, "#none") == (found == 0)
    page.close()
