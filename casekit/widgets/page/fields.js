// Answers that are written: a number, a text, a pasted table, the name of a function.
// Every field maker gives {node, read, write, first}: the element, the raw answer, a way to restore it, where focus goes.

import { el, fill, labelled, uid } from "./dom.js";

export function numberField(face, { words, exact, changed, submit }) {
  const label = face.unit ? fill(words.answer_in, { unit: face.unit }) : words.answer;
  const input = line({ inputMode: "decimal", changed, submit });
  return { node: el("div", {}, labelled(label, input), noted(input, exact)), ...written(input) };
}

/** The name of a function; where the data can be had for Excel, the results worked out there will do as well. */
export function functionField(face, { words, changed, submit, hasData }) {
  const area = el("textarea", { rows: 2, value: face.name, spellcheck: false, className: "ck-code", oninput: changed });
  replaceable(area, face.name);
  area.onkeydown = (event) => {
    const named = /^\s*[\p{L}_][\p{L}\p{N}_]*\s*$/u.test(area.value);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !named) return;
    event.preventDefault();
    submit();
  };
  const hints = [fill(words.function_hint, { signature: face.signature }), ...(hasData ? [words.results_hint] : [])];
  const hint = noted(area, hints.join(" "));
  return { node: el("div", {}, labelled(words.function, area), hint), ...written(area, face.name) };
}

export function tableField(face, { words, exact, changed }) {
  const area = el("textarea", { rows: 7, spellcheck: false, className: "ck-code", wrap: "off", oninput: changed });
  const hint = noted(area, `${fill(words.table_hint, { columns: face.columns.join(", ") })} ${exact}`.trim());
  return { node: el("div", {}, labelled(words.table, area), hint), ...written(area) };
}

export function textField(face, { words, changed }) {
  const area = el("textarea", { rows: 5 });
  const count = noted(area, "");
  const tell = () => {
    count.textContent = fill(words.word_count, { n: wordCount(area.value), least: face.words });
  };
  area.oninput = () => {
    tell();
    changed();
  };
  tell();
  const { read, write, first } = written(area);
  const restore = (raw) => {
    write(raw);
    tell();
  };
  return { node: el("div", {}, labelled(words.text, area), count), read, write: restore, first };
}

/** Words between spaces; Chinese writes none apart, so two characters count as one, as in Python. */
export function wordCount(text) {
  const han = text.match(/\p{Script=Han}/gu) || [];
  const others = text.replace(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}_][\p{L}\p{N}_'’-]*/gu) || [];
  return Math.floor((han.length + 1) / 2) + others.length;
}

/** One line of text; Enter checks. */
export function line({ changed, submit, ...properties }) {
  const input = el("input", { type: "text", autocomplete: "off", spellcheck: false, oninput: changed, ...properties });
  input.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  return input;
}

/** The name stands there as an offer: the first time the field is entered, typing or pasting takes its place. */
function replaceable(area, offered) {
  const take = () => {
    area.removeEventListener("focus", take);
    if (area.value.trim() === offered) setTimeout(() => area.select()); // after the mouse has set its own cursor
  };
  area.addEventListener("focus", take);
}

export function noted(input, text) {
  const note = el("p", { className: "ck-note", id: uid("note") }, text);
  input.setAttribute("aria-describedby", note.id);
  return note;
}

function written(input, untouched = "") {
  return {
    read: () => input.value,
    write: (raw) => {
      input.value = typeof raw === "string" || typeof raw === "number" ? String(raw) : untouched;
    },
    first: () => input,
  };
}
