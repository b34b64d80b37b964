// Answers that are put in place: an order, a set of pairs.

import { button, el, fill, select, setReady, uid } from "./dom.js";

/** Items with a button up and a button down each; where an item lands is said aloud. Untouched, it is no answer. */
export function orderField(face, { words, changed, say }) {
  const list = el("ol", { className: "ck-order" });
  const rows = new Map(face.items.map((item) => [item.id, orderRow(item)]));
  let ids = face.items.map((item) => item.id);
  let touched = false;

  function orderRow(item) {
    const up = button("▲", () => move(item, -1), "ck-small");
    const down = button("▼", () => move(item, +1), "ck-small");
    up.setAttribute("aria-label", fill(words.up, { item: item.label }));
    down.setAttribute("aria-label", fill(words.down, { item: item.label }));
    const node = el("li", {}, el("span", { className: "ck-item" }, item.label), el("span", { className: "ck-moves" }, up, down));
    node.onkeydown = (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      move(item, event.key === "ArrowUp" ? -1 : +1);
    };
    return { node, up, down };
  }

  function move(item, step) {
    const from = ids.indexOf(item.id);
    const to = from + step;
    if (to < 0 || to >= ids.length) {
      say(fill(step < 0 ? words.at_top : words.at_bottom, { item: item.label }));
      return;
    }
    const neighbour = ids[to];
    [ids[from], ids[to]] = [neighbour, item.id];
    touched = true;
    // It is the neighbour that changes places, so that the pressed button keeps the focus.
    rows.get(item.id).node[step < 0 ? "after" : "before"](rows.get(neighbour).node);
    markEnds();
    say(fill(words.moved, { item: item.label, n: to + 1, total: ids.length }));
    changed();
  }

  function markEnds() {
    ids.forEach((id, n) => {
      setReady(rows.get(id).up, n > 0);
      setReady(rows.get(id).down, n < ids.length - 1);
    });
  }

  function place() {
    list.replaceChildren(...ids.map((id) => rows.get(id).node));
    markEnds();
  }

  place();
  return {
    node: grouped(words.order, list),
    read: () => (touched ? [...ids] : null),
    write: (raw) => {
      touched = Array.isArray(raw) && raw.length === ids.length && raw.every((id) => rows.has(id));
      ids = touched ? [...raw] : face.items.map((item) => item.id);
      place();
    },
    first: () => rows.get(ids[0]).down,
  };
}

/** A select for each item of the left; those of the right may be used again. */
export function matchField(face, { words, changed }) {
  const picks = new Map(face.left.map((item) => [item.id, select(face.right, words.choose, item.label, changed)]));
  const rows = face.left.map((item) => el("div", { className: "ck-pair" }, el("span", {}, item.label), picks.get(item.id)));
  return {
    node: grouped(words.match, ...rows),
    read: () => Object.fromEntries([...picks].map(([id, pick]) => [id, pick.value])),
    write: (raw) => picks.forEach((pick, id) => (pick.value = raw?.[id] ?? "")),
    first: () => picks.values().next().value,
  };
}

/** Several controls under one name. */
export function grouped(name, ...children) {
  const id = uid("group");
  return el("div", { role: "group", "aria-labelledby": id }, el("p", { className: "ck-legend", id }, name), ...children);
}
