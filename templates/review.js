"use strict";
{
  const find = (selector, root = document) => root.querySelector(selector);
  const every = (selector, root = document) => [...root.querySelectorAll(selector)];
  const claims = find("#claims"), text = find("#text"), picker = find("#picker"), status = find("#status");
  const help = find("#help"), editor = find("#editor"), narrow = matchMedia("(max-width: 50rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let current = null, verdict = "", busy = false, clearing = 0;

  const say = (words, bad = false) => {
    clearTimeout(clearing);
    status.textContent = words;
    status.classList.toggle("bad", bad);
    if (!bad) clearing = setTimeout(() => { status.textContent = ""; }, 4000);
  };

  // The sources: one at a time, the sentences of the current claim and its words in them marked, one in sight.
  const open = (id) => {
    for (const source of every("article", text)) source.hidden = source.id !== id;
    picker.value = id;
  };
  const places = (claim) => every(".cite", claim).map((button) => button.dataset.place);
  const mark = (ids, here, quotes = []) => {
    for (const item of every(".marked, .here", text)) item.classList.remove("marked", "here");
    for (const item of every("bdi:has(mark)", text)) item.textContent = item.textContent;
    for (const id of ids) document.getElementById(id)?.classList.add("marked");
    for (const quote of quotes) {
      const item = document.getElementById(quote.dataset.place);
      if (item) find("bdi", item).replaceChildren(quote.content.cloneNode(true));
    }
    for (const button of every(".cite[aria-current]", claims)) button.removeAttribute("aria-current");
    const sentence = document.getElementById(here);
    if (!sentence) return;
    sentence.classList.add("here");
    open(sentence.closest("article").id);
    const top = sentence.offsetTop - text.clientHeight / 3;
    text.scrollTo({ top, behavior: calm.matches ? "instant" : "smooth" });
  };
  const cite = (button) => {
    const claim = button.closest(".claim");
    if (claim) select(claim, button.dataset.place);
    else mark([button.dataset.place], button.dataset.place);
    button.setAttribute("aria-current", "true");
    if (narrow.matches) {
      document.body.classList.add("open");
      (claim ?? button).scrollIntoView({ block: "start" });
    }
  };
  const close = () => document.body.classList.remove("open");

  // The claims: one is the current one, and keys are about it.
  const select = (claim, here = places(claim)[0]) => {
    if (claim !== current) {
      drop();
      current?.removeAttribute("aria-current");
      claim.setAttribute("aria-current", "true");
      current = claim;
      // The address leads back here; while the page loads, the browser would scroll to it.
      if (document.readyState === "complete") history.replaceState(null, "", `#${encodeURIComponent(claim.id)}`);
    }
    mark(places(claim), here, every("template.quote", claim));
  };
  const go = (claim) => {
    if (!claim) return;
    select(claim);
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "nearest", behavior: calm.matches ? "instant" : "smooth" });
  };
  const shown = () => every(".claim:not([hidden])", claims);
  const step = (by) => {
    const list = shown(), at = list.indexOf(current);
    go(list[at < 0 ? 0 : Math.min(Math.max(at + by, 0), list.length - 1)]);
  };
  const undecided = () => {
    const list = shown(), at = list.indexOf(current);
    go([...list.slice(at + 1), ...list.slice(0, at + 1)].find((claim) => "open" in claim.dataset));
  };
  const sentence = () => {
    const list = every(".cite", current ?? document.createElement("p"));
    const at = list.findIndex((button) => button.dataset.place === find(".here", text)?.id);
    if (list.length) cite(list[(at + 1) % list.length]);
  };
  const filter = () => {
    for (const button of every("[data-filter]")) {
      button.setAttribute("aria-pressed", String(button.dataset.filter === verdict));
    }
    for (const claim of every(".claim", claims)) claim.hidden = Boolean(verdict) && claim.dataset.verdict !== verdict;
    for (const part of every(".group, .story", claims)) {
      part.hidden = Boolean(verdict) && !find(".claim:not([hidden])", part);
    }
    find("#none", claims).hidden = !verdict || shown().length > 0;
    const left = find("#left"), count = every("[data-open]", claims).length;
    left.textContent = [left.dataset.none, left.dataset.one][count] ?? left.dataset.many.replace("#", count);
    left.classList.toggle("done", !count);
  };
  const choose = (wanted) => {
    verdict = verdict === wanted ? "" : wanted;
    filter();
    if (!shown().includes(current)) step(0);
    say(status.dataset[verdict || "all"]);
  };

  // Decisions: the server writes them, and answers with the claims as they are then.
  const decide = async (what, words = "") => {
    if (busy || !current) return;
    busy = true;
    const { id } = current;
    say(status.dataset.saving);
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ claim: id, what, text: words }),
      }).catch(() => { throw new Error(status.dataset.gone); });
      const body = await answer.text();
      if (!answer.ok) throw new Error(body);
      const top = claims.scrollTop, below = scrollY;
      current = null;
      claims.innerHTML = body;
      filter();
      const claim = document.getElementById(id);
      if (claim && !claim.hidden) {
        select(claim);
        claim.focus({ preventScroll: true });
      }
      claims.scrollTop = top;
      scrollTo(0, below);
      say(status.dataset[what]);
    } catch (error) {
      say(error.message, true);
    } finally {
      busy = false;
    }
  };
  const drop = () => find(".editor")?.remove();
  const write = (button) => {
    drop();
    const what = button.dataset.write, form = editor.content.firstElementChild.cloneNode(true);
    const area = find("textarea", form);
    find("span", form).textContent = button.dataset.label;
    area.value = what === "note" ? current.dataset.note : current.dataset.words;
    area.required = what === "reword";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      decide(what, area.value);
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    current.append(form);
    form.scrollIntoView({ block: "nearest" });
    area.focus({ preventScroll: true });
  };
  const press = (selector) => find(selector, current ?? document.createElement("p"))?.click();

  // A claim that is pressed becomes the current one when it is let go: what is pressed must not move away before.
  let pressed = false;
  document.addEventListener("pointerdown", () => { pressed = true; });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressed = false; });
  const attend = (event) => {
    const claim = pressed ? null : event.target.closest(".claim");
    if (claim && claim !== current) select(claim);
  };
  document.addEventListener("focusin", attend);
  document.addEventListener("click", (event) => {
    attend(event);
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches(".cite")) cite(button);
    else if (button.dataset.filter) choose(button.dataset.filter);
    else if (button.dataset.do) decide(button.dataset.do);
    else if (button.dataset.write) write(button);
    else if ("drop" in button.dataset) { drop(); current.focus(); }
    else if (button.id === "ask") help.showModal();
    else if (button.id === "close-help") help.close();
    else if (button.id === "close") { close(); current?.focus(); }
  });
  picker.addEventListener("change", () => { open(picker.value); text.scrollTop = 0; });

  const keys = {
    j: () => step(1), k: () => step(-1), u: undecided, s: sentence,
    a: () => press('[data-do="accept"]'), r: () => press('[data-do="reject"]'),
    e: () => press('[data-write="reword"]'), n: () => press('[data-write="note"]'),
    1: () => choose("verified"), 2: () => choose("review"), 3: () => choose("unsupported"),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !help.open) {
      if (find(".editor")) { drop(); current.focus(); } else close();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || event.isComposing) return;
    if (event.target.closest("textarea, select, input") || !find("#keys").checked) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  filter();
  const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (asked?.matches(".claim")) go(asked);
  else if (shown().length) select(shown()[0]);
  else open(picker.value);
}
