"use strict";
(() => {
  const root = document.documentElement;
  const get = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, text, facts = {}) => Object.assign(document.createElement(name), { textContent: text }, facts);
  root.classList.add("js");

  // ---- The words: links are data, cut into the sentences once. ------------------------------------------------
  const rows = JSON.parse(get("#links").textContent).map((flat, index) => {
    const sides = [get("#s" + (index + 1)), get("#t" + (index + 1))];
    const links = [];
    for (let at = 0; at < flat.length; at += 4) links.push([flat.slice(at, at + 2), flat.slice(at + 2, at + 4)]);
    return { number: index + 1, sides, links, words: [] };
  });
  const pieces = (sentence) => {
    const nodes = [], walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".ref")) nodes.push(walker.currentNode);
    return nodes;
  };
  const plain = (sentence) => pieces(sentence).map((node) => node.data).join("");
  const wrap = (row, side) => {
    const cuts = [...new Set(row.links.flatMap((link) => link[side]))].sort((a, b) => a - b);
    let at = 0;
    for (const node of pieces(row.sides[side])) {
      const text = node.data, length = text.length, parts = [];
      const edges = [0, ...cuts.map((cut) => cut - at).filter((cut) => cut > 0 && cut < length), length];
      for (let i = 0; i + 1 < edges.length; i++) {
        const [start, end] = [edges[i], edges[i + 1]], piece = text.slice(start, end);
        const inside = row.links.flatMap((link, n) => (link[side][0] <= at + start && at + end <= link[side][1] ? [n] : []));
        if (!inside.length || !piece.trim()) { parts.push(piece); continue; }
        const word = make("span", piece, { className: "w" });
        word.link = { row, side, inside };
        row.words.push(word);
        parts.push(word);
      }
      node.replaceWith(...parts);
      at += length;
    }
  };
  const fold = (text) => text.replace(/[’ʼ]/g, "'").replace(/\s+/g, " ").toLowerCase();
  const became = [new Map(), new Map()]; // of each side: form → form on the other side → numbers of rows
  const count = (row) => {
    const texts = row.sides.map(plain);
    for (const link of row.links) {
      link.words = link.map(([start, end], side) => texts[side].slice(start, end));
      for (const side of [0, 1]) {
        const others = became[side].get(fold(link.words[side])) || new Map();
        const found = others.get(fold(link.words[1 - side])) || { word: link.words[1 - side], rows: [] };
        found.rows.push(row.number);
        others.set(fold(found.word), found);
        became[side].set(fold(link.words[side]), others);
      }
    }
  };
  const unread = rows.filter((row) => row.sides[0] && row.sides[1] && row.links.length);
  const prepare = (idle) => { // a few sentences at a time, so that the page is never held up
    while (unread.length && (!idle || idle.timeRemaining() > 1)) {
      const row = unread.shift();
      count(row);
      for (const side of [0, 1]) wrap(row, side);
    }
    if (unread.length) later(prepare);
  };
  const later = window.requestIdleCallback || setTimeout;
  later(prepare);

  // ---- The strip: a word, what it became here, what else it became. -----------------------------------------
  const strip = get("#strip"), lang = [0, 1].map((side) => (get([".src", ".tgt"][side]) || root).lang);
  let pinned = null;
  const unlight = () => all(".lit").forEach((word) => word.classList.remove("lit"));
  const fillStrip = ({ row, side, inside }, word) => {
    const here = inside.map((n) => row.links[n]);
    const own = [...new Set(here.map((link) => link.words[side]))].join(" … ");
    const now = [...new Set(here.map((link) => link.words[1 - side]))];
    const elsewhere = new Map(here.flatMap((link) => [...became[side].get(fold(link.words[side]))]));
    now.forEach((text) => elsewhere.delete(fold(text)));
    strip.replaceChildren(make("b", own, { lang: lang[side] }), make("small", "→"), make("span", now.join(", "), { lang: lang[1 - side] }));
    if (elsewhere.size) strip.append(make("small", "elsewhere here:"));
    for (const { word: other, rows: places } of elsewhere.values()) {
      const jump = make("button", other, { type: "button", lang: lang[1 - side] });
      jump.onclick = () => go(place(places[0]));
      strip.append(jump);
      if (places.length > 1) strip.lastChild.append(make("small", " ×" + places.length));
    }
    const quote = word.closest(".q"), entry = quote && get(get(".ref", quote)?.hash || "#none");
    if (entry) strip.append(make("span", get("b", entry).textContent, { className: "by " + quote.className, lang: lang[0] }));
    strip.hidden = false;
  };
  const light = (word) => {
    unlight();
    const { row, inside } = word.link;
    row.words.filter((other) => other.link.inside.some((n) => inside.includes(n))).forEach((other) => other.classList.add("lit"));
    fillStrip(word.link, word);
  };
  const pin = (word) => {
    pinned = word;
    if (word) light(word); else { unlight(); strip.hidden = true; }
  };

  // ---- Sentences: pointing, tapping, moving. ------------------------------------------------------------------
  const number = (element) => Number(element?.closest(".s, .t")?.id.slice(1)) || 0;
  const view = () => get("input[name=view]:checked").value;
  const hides = () => ["tap", "veil"].includes(view());
  const place = (n) => {
    const sides = rows[n - 1].sides;
    return view() === "target" ? sides[1] || sides[0] : sides[0] || sides[1];
  };
  const near = (n) => {
    all(".near").forEach((sentence) => sentence.classList.remove("near"));
    if (n) rows[n - 1].sides.forEach((sentence) => sentence?.classList.add("near"));
  };
  const reveal = (n, on) => {
    const sentence = rows[n - 1].sides[1];
    if (!sentence) return;
    sentence.classList.toggle("on", on);
    if (!on) return;
    get("#say").replaceChildren(make("span", plain(sentence), { lang: lang[1] }));
    sentence.scrollIntoView({ block: "nearest" });
  };
  const revealed = (n) => rows[n - 1].sides[1]?.classList.contains("on");
  document.addEventListener("mouseover", ({ target }) => {
    near(number(target));
    if (pinned) return;
    const word = target.closest(".w");
    if (word) light(word); else { unlight(); strip.hidden = true; }
  });
  get("#text").addEventListener("click", ({ target }) => {
    const n = number(target), word = target.closest(".w");
    if (target.closest("a") || !getSelection().isCollapsed) return;
    if (!n) return pin(null);
    const again = word === pinned;
    if (hides() && (!revealed(n) || again)) reveal(n, !revealed(n));
    pin(again ? null : word);
    current = n;
  });

  let current = 0;
  const sentences = () => rows.filter((row) => place(row.number)?.offsetParent).map((row) => row.number);
  const focus = (n) => {
    if (!n) return;
    const sentence = place((current = n));
    sentence.tabIndex = -1;
    sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "nearest" });
    pin(null);
    near(n);
  };
  const here = () => current || sentences().find((n) => place(n).getBoundingClientRect().top >= 60) || sentences()[0];
  const step = (by) => {
    const list = sentences(), at = list.indexOf(current);
    focus(at < 0 ? here() : list[Math.min(Math.max(at + by, 0), list.length - 1)]);
  };
  const stepWord = (by) => {
    const words = current ? rows[current - 1].words.filter((word) => place(current).contains(word)) : [];
    const at = words.indexOf(pinned);
    if (!words.length) return;
    pin(words[at < 0 ? (by > 0 ? 0 : words.length - 1) : (at + by + words.length) % words.length]);
    get("#say").textContent = strip.textContent;
  };

  // ---- Jumps and what is kept in the address. -----------------------------------------------------------------
  const groups = ["view", "size", "width", "light", "rate"];
  let chosen = "";
  const state = (at) => {
    const facts = new URLSearchParams();
    for (const name of groups) {
      const input = get(`input[name=${name}]:checked`);
      if (!input.defaultChecked) facts.set(name, input.value);
    }
    if (chosen) facts.set("who", chosen);
    if (at) facts.set("at", at);
    return "#" + facts;
  };
  const keep = () => history.replaceState(null, "", state(new URLSearchParams(location.hash.slice(1)).get("at")));
  const show = (element) => {
    element.scrollIntoView({ block: element.id === "quotes" ? "start" : "center" });
    if (element.matches(".s, .t")) focus(number(element)); else element.focus({ preventScroll: true });
    if (element.id === "quotes") return; // a whole list need not flash
    element.classList.remove("flash");
    void element.offsetWidth; // so that the flash begins anew
    element.classList.add("flash");
  };
  const go = (element) => {
    if (!element) return;
    history.pushState(null, "", state(element.id));
    show(element);
  };
  const target = (id) => {
    const element = document.getElementById(id);
    if (!element?.matches(".s, .t")) return element;
    return element.offsetParent ? element : place(number(element));
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    if (chosen && get(link.hash)?.matches(".u[hidden]")) choose("");
    go(target(link.hash.slice(1)));
  });
  const choose = (who) => {
    chosen = who;
    all(".who button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.who === who)));
    all(".u").forEach((entry) => { entry.hidden = Boolean(who) && entry.dataset.who !== who; });
    root.classList.toggle("dim", Boolean(who));
    all(".q").forEach((quote) => quote.classList.toggle("chosen", quote.classList.contains("p" + who)));
  };
  all(".who button").forEach((button) => { button.onclick = () => { choose(button.dataset.who); keep(); }; });
  const restore = () => {
    const facts = new URLSearchParams(location.hash.slice(1));
    for (const name of groups) {
      const wanted = all(`input[name=${name}]`).find((input) => input.value === facts.get(name));
      (wanted || all(`input[name=${name}]`).find((input) => input.defaultChecked)).checked = true;
    }
    choose(get(`.who [data-who="${Number(facts.get("who")) || ""}"]`)?.dataset.who || "");
    const element = facts.get("at") ? target(facts.get("at")) : location.hash.includes("=") ? null : target(location.hash.slice(1));
    if (element) show(element);
    return Boolean(element);
  };
  addEventListener("popstate", restore);
  document.addEventListener("change", ({ target: input }) => {
    if (!groups.includes(input.name)) return;
    if (input.name === "view") all(".on").forEach((sentence) => sentence.classList.remove("on"));
    keep();
    if (input.name === "view") voices();
  });

  // ---- Reading aloud, only with voices that live on this machine. --------------------------------------------
  const listen = get("#listen"), speech = window.speechSynthesis;
  const voice = (code) => speech?.getVoices().find((v) => v.localService && v.lang.toLowerCase().replace("_", "-").split("-")[0] === code.split("-")[0]);
  const voices = () => {
    const code = lang[view() === "target" ? 1 : 0];
    listen.disabled = !voice(code);
    listen.title = listen.disabled ? "This browser has no voice of its own for this language" : "Read aloud from here (Shift + L)";
  };
  let reading = null;
  const hush = () => {
    reading = null;
    speech?.cancel();
    all(".spoken").forEach((sentence) => sentence.classList.remove("spoken"));
    listen.setAttribute("aria-pressed", "false");
  };
  const speak = (list) => {
    hush();
    const [n, ...rest] = list;
    if (!n) return;
    const sentence = place(n), code = sentence.closest("[lang]").lang, words = new SpeechSynthesisUtterance(plain(sentence));
    const local = voice(code);
    if (!local) return speak(rest);
    Object.assign(words, { voice: local, lang: code, rate: { slow: 0.7, normal: 0.9, fast: 1.1 }[get("input[name=rate]:checked").value] });
    words.onend = () => reading === words && speak(rest);
    reading = words;
    current = n;
    sentence.classList.add("spoken");
    sentence.scrollIntoView({ block: "nearest" });
    listen.setAttribute("aria-pressed", "true");
    speech.speak(words);
  };
  const readOn = () => (reading ? hush() : speak(sentences().filter((n) => n >= here())));
  listen.onclick = readOn;
  speech?.addEventListener?.("voiceschanged", voices);
  addEventListener("pagehide", hush);

  // ---- Keys. -----------------------------------------------------------------------------------------------------
  const help = get("#help");
  const choices = (name) => all(`input[name=${name}]`);
  const pick = (input) => { if (input) { input.checked = true; input.dispatchEvent(new Event("change", { bubbles: true })); } };
  const turn = (name, by, round) => {
    const list = choices(name), at = list.findIndex((input) => input.checked) + by;
    pick(round ? list[(at + list.length) % list.length] : list[at]);
  };
  const entries = () => all(".u:not([hidden])");
  const stepQuote = (by) => {
    const list = entries(), at = list.findIndex((entry) => entry.contains(document.activeElement));
    const entry = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by];
    if (entry) go(entry);
  };
  const deeds = {
    j: () => step(1), k: () => step(-1), ArrowRight: () => stepWord(1), ArrowLeft: () => stepWord(-1),
    Enter: () => reveal(current, !revealed(current)), " ": () => reveal(current, !revealed(current)),
    l: () => speak([here()]), L: readOn, q: () => go(get("#quotes")), n: () => stepQuote(1), p: () => stepQuote(-1),
    b: () => { const entry = document.activeElement.closest(".u"); if (entry) go(target(get(".back", entry).hash.slice(1))); },
    "+": () => turn("size", 1), "-": () => turn("size", -1), w: () => turn("width", 1, true), d: () => turn("light", 1, true),
    "?": () => help.showModal(), Escape: () => { hush(); pin(null); get(".panel").open = false; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const onSentence = document.activeElement.matches(".s, .t");
    if (["Enter", " ", "ArrowLeft", "ArrowRight"].includes(event.key) && !onSentence) return;
    const deed = deeds[event.key] || (/^[1-5]$/.test(event.key) && (() => pick(choices("view")[event.key - 1])));
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  get("#keys").onclick = deeds["?"];
  get("button", help).onclick = () => help.close();

  // ---- The reading place, kept on this machine. ----------------------------------------------------------------
  const shelf = "bilingual:" + get("meta[name=bilingual-id]").content;
  const remember = () => {
    const first = sentences().find((n) => place(n).getBoundingClientRect().bottom > 80);
    try { localStorage.setItem(shelf, scrollY < 200 ? "" : String(first || "")); } catch { /* a browser may forbid it */ }
  };
  let waiting = 0;
  addEventListener("scroll", () => { clearTimeout(waiting); waiting = setTimeout(remember, 300); }, { passive: true });
  voices();
  if (!restore()) {
    try { document.getElementById("s" + localStorage.getItem(shelf))?.scrollIntoView(); } catch { /* as above */ }
  }
})();
