"use strict";
(() => {
  document.documentElement.classList.add("js");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [...document.querySelectorAll("li")].map((entry) => [entry, fold(entry.dataset.text)]);
  const search = document.querySelector("#search");
  const sift = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    for (const [entry, text] of entries) entry.hidden = !words.every((word) => text.includes(word));
    document.querySelector("#none").hidden = entries.some(([entry]) => !entry.hidden);
    history.replaceState(null, "", search.value ? "#q=" + encodeURIComponent(search.value) : location.pathname);
  };
  search.addEventListener("input", sift);
  if (location.hash.startsWith("#q=")) {
    search.value = decodeURIComponent(location.hash.slice(3));
    sift();
  }
})();
