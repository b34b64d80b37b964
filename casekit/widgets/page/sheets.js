// Answers that fill a sheet: a grade for each row, a threshold for each name, an amount for each bucket.

import { grouped } from "./arranging.js";
import { debounced, el, fill, labelled, select } from "./dom.js";
import { line, noted } from "./fields.js";
import { asNumber } from "./numbers.js";

export function gradesField(face, { words, changed }) {
  const named = (row) => fill(words.given_to, { heading: face.heading, row: row.label });
  const picks = new Map(face.rows.map((row) => [row.id, select(face.grades, words.choose, named(row), changed)]));
  const head = el("tr", {}, el("th", { scope: "col" }, words.row), el("th", { scope: "col" }, face.heading));
  const rows = face.rows.map((row) =>
    el("tr", {}, el("th", { scope: "row" }, row.label), el("td", {}, picks.get(row.id))),
  );
  const table = el("table", { className: "ck-table ck-grades" });
  table.append(el("caption", {}, words.grades), el("thead", {}, head), el("tbody", {}, ...rows));
  return {
    node: el("div", { className: "ck-wide" }, table),
    read: () => Object.fromEntries([...picks].map(([id, pick]) => [id, pick.value])),
    write: (raw) => picks.forEach((pick, id) => (pick.value = raw?.[id] ?? "")),
    first: () => picks.values().next().value,
  };
}

export function thresholdsField(face, { words, exact, changed, submit }) {
  const { inputs, rows } = amounts(face.names, face.unit, { changed, submit });
  const hint = noted(inputs.values().next().value, exact);
  return { node: grouped(face.heading, ...rows, hint), ...sheet(inputs) };
}

export function allocationField(face, { words, changed, submit, say }) {
  const later = debounced(say, 900); // read out once the typing rests
  const left = el("p", { className: "ck-left" });
  const tell = () => {
    const said = remaining(inputs, face, words);
    left.textContent = said.text;
    left.dataset.code = said.code;
    return said.text;
  };
  const { inputs, rows } = amounts(face.buckets, face.unit, {
    submit,
    changed: () => {
      later(tell());
      changed();
    },
  });
  const { read, write, first } = sheet(inputs);
  const restore = (raw) => {
    write(raw);
    tell();
  };
  tell();
  const total = `${face.total.toLocaleString("en")} ${face.unit}`.trim();
  return { node: grouped(fill(words.allocation, { total }), ...rows, left), read, write: restore, first };
}

function amounts(entries, unit, { changed, submit }) {
  const inputs = new Map(entries.map((entry) => [entry.id, line({ inputMode: "decimal", changed, submit })]));
  const rows = entries.map((entry) =>
    labelled(unit ? `${entry.label} (${unit})` : entry.label, inputs.get(entry.id), "ck-amount"),
  );
  return { inputs, rows };
}

function sheet(inputs) {
  return {
    read: () => Object.fromEntries([...inputs].map(([id, input]) => [id, input.value])),
    write: (raw) => inputs.forEach((input, id) => (input.value = raw?.[id] ?? "")),
    first: () => inputs.values().next().value,
  };
}

/** What is left to give, for the eye while typing; Python alone judges the answer. */
function remaining(inputs, face, words) {
  let given = 0;
  for (const { value } of inputs.values()) {
    if (Number.isNaN(asNumber(value))) return { code: "over", text: `? ${fill(words.not_number, { text: value })}` };
    given += asNumber(value);
  }
  const left = Math.round((face.total - given) * 1e6) / 1e6;
  const amount = `${Math.abs(left).toLocaleString("en")} ${face.unit}`.trim();
  if (left === 0) return { code: "done", text: `✓ ${words.all_given}` };
  if (left < 0) return { code: "over", text: `! ${fill(words.over, { amount })}` };
  return { code: "left", text: fill(words.left, { amount }) };
}
