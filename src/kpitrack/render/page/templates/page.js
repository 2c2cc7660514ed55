"use strict";
(() => {
  const form = document.querySelector("#filters form");
  const shown = document.getElementById("shown");
  const filtered = document.getElementById("filtered");
  const opener = document.getElementById("f-details");
  const names = ["unit", "programme", "status", "sort"];
  const field = (name) => form.elements[name];
  const cards = (kind) => [...document.querySelectorAll(`.card.${kind}`)];
  const indicators = cards("indicator");
  const actions = cards("action");
  const all = [...indicators, ...actions];
  const list = document.querySelector("#indicators .cards");

  const initial = (name) => field(name).options[0].value;
  const active = () => names.filter((name) => field(name).value !== initial(name));

  const fits = (card) => {
    const { unit, programme, status } = Object.fromEntries(names.map((name) => [name, field(name).value]));
    return (
      (!unit || card.dataset.leads.split(" ").includes(unit)) &&
      (!programme || card.dataset.programme === programme) &&
      (!status || card.dataset.status === status)
    );
  };

  const sort = () => {
    if (!list) return;
    const order = `data-by-${field("sort").value}`;
    const place = (card) => Number(card.getAttribute(order));
    const sorted = [...indicators].sort((one, other) => place(one) - place(other));
    if (sorted.every((card, at) => list.children[at] === card)) return;
    list.append(...sorted);
  };

  const count = () => {
    const visible = (some) => some.filter((card) => !card.hidden).length;
    const facts = {
      indicators: visible(indicators),
      all_indicators: indicators.length,
      actions: visible(actions),
      all_actions: actions.length,
    };
    const text = shown.dataset.form.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
    if (shown.textContent !== text) shown.textContent = text;
    for (const part of document.querySelectorAll("#indicators, #actions")) {
      const none = part.querySelector(".none");
      if (none) none.hidden = part.querySelector(".card:not([hidden])") !== null;
    }
    const chosen = active().map((name) => field(name).selectedOptions[0].textContent);
    filtered.hidden = chosen.length === 0;
    filtered.textContent = filtered.dataset.head + [...chosen, text].join(" · ");
  };

  const label = () => {
    const open = all.some((card) => !card.hidden && card.querySelector("details").open);
    opener.textContent = open ? opener.dataset.close : opener.dataset.open;
  };

  const apply = () => {
    for (const card of all) card.hidden = !fits(card);
    sort();
    count();
    label();
  };

  // What is chosen stands behind the # of the address, so that a link leads to it.
  const state = () => active().map((name) => `${name}=${encodeURIComponent(field(name).value)}`).join("&");

  const remember = () => {
    const now = state();
    if (location.hash.slice(1) !== now) {
      history.replaceState(null, "", now ? `#${now}` : location.pathname + location.search);
    }
  };

  const recall = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    for (const name of names) {
      const value = given.get(name);
      const known = [...field(name).options].some((option) => option.value === value);
      field(name).value = known ? value : initial(name);
    }
    apply();
  };

  const reset = () => {
    for (const name of names) field(name).value = initial(name);
    apply();
  };

  // A link to a part of the page moves there; what is chosen stays, and stays in the address.
  const follow = () => {
    if (location.hash.includes("=")) {
      recall();
      return;
    }
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (target && target.classList.contains("card")) {
      if (target.hidden) reset();
      target.querySelector("details").open = true;
      target.scrollIntoView();
      return;
    }
    if (state()) remember();
  };

  document.getElementById("filters").hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    apply();
    remember();
  });
  document.getElementById("f-reset").addEventListener("click", () => {
    reset();
    remember();
  });
  opener.addEventListener("click", () => {
    const open = opener.textContent === opener.dataset.open;
    for (const card of all) if (!card.hidden) card.querySelector("details").open = open;
    label();
  });
  document.addEventListener("toggle", label, true);
  window.addEventListener("hashchange", follow);
  recall();
  follow();
})();
