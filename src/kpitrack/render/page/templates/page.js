"use strict";
(() => {
  const form = document.querySelector("#filters form");
  const shown = document.getElementById("shown");
  const filtered = document.getElementById("filtered");
  const opener = document.getElementById("f-details");
  const names = ["unit", "led", "programme", "status", "sort"];
  const field = (name) => form.elements[name];
  const isBox = (name) => field(name).type === "checkbox";
  const cards = (kind) => [...document.querySelectorAll(`.card.${kind}`)];
  const indicators = cards("indicator");
  const actions = cards("action");
  const all = [...indicators, ...actions];
  const list = document.querySelector("#indicators .cards");

  // What is chosen, as it stands in the address; the box means something only beside a unit.
  const chosen = (name) => {
    if (!isBox(name)) return field(name).value;
    return field(name).checked && !field(name).disabled ? "1" : "";
  };
  const choices = (name) => (isBox(name) ? ["", "1"] : [...field(name).options].map((option) => option.value));
  const choose = (name, value) => {
    if (isBox(name)) field(name).checked = value === "1";
    else field(name).value = value;
  };
  const initial = (name) => choices(name)[0];
  const active = () => names.filter((name) => chosen(name) !== initial(name));
  const hasUnit = () => !["", "-"].includes(field("unit").value);

  const isOf = (list, unit) => list.split(" ").includes(unit);
  const fits = (card) => {
    const { unit, led, programme, status } = Object.fromEntries(names.map((name) => [name, chosen(name)]));
    return (
      (!unit || isOf(card.dataset.leads, unit) || (!led && isOf(card.dataset.takes, unit))) &&
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
    const told = active().map((name) =>
      isBox(name) ? field(name).labels[0].textContent : field(name).selectedOptions[0].textContent,
    );
    if (hasUnit() && !chosen("led")) told.splice(1, 0, filtered.dataset.both);
    filtered.hidden = told.length === 0;
    filtered.textContent = filtered.dataset.head + [...told, text].join(" · ");
  };

  const label = () => {
    const visible = all.filter((card) => !card.hidden);
    const open = visible.length > 0 && visible.every((card) => card.querySelector("details").open);
    opener.textContent = open ? opener.dataset.close : opener.dataset.open;
  };

  const apply = () => {
    field("led").disabled = !hasUnit();
    for (const card of all) {
      card.hidden = !fits(card);
      const { leads, takes } = card.dataset;
      const unit = field("unit").value;
      card.querySelector(".takes").hidden = !unit || !isOf(takes, unit) || isOf(leads, unit);
    }
    sort();
    count();
    label();
  };

  // What is chosen stands behind the # of the address, so that a link leads to it.
  const state = () => active().map((name) => `${name}=${encodeURIComponent(chosen(name))}`).join("&");

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
      choose(name, choices(name).includes(value) ? value : initial(name));
    }
    apply();
  };

  const reset = () => {
    for (const name of names) choose(name, initial(name));
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
  // Tables that are wider than their place say so.
  const swipe = () => {
    for (const box of document.querySelectorAll(".scroll")) {
      box.toggleAttribute("data-wide", box.scrollWidth > box.clientWidth + 1);
    }
  };

  document.addEventListener("toggle", label, true);
  document.addEventListener("toggle", swipe, true);
  window.addEventListener("resize", swipe);
  window.addEventListener("hashchange", follow);
  recall();
  follow();
  swipe();
})();
