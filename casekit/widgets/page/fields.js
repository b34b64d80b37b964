// Answers that are written: a number, a text, a pasted table, the name of a function.
// Every field maker gives {node, read, write, first}: the element, the raw answer, a way to restore it, where focus goes.

import { el, fill, labelled, uid } from "./dom.js";

export function numberField(face, { words, changed, submit }) {
  const label = face.unit ? fill(words.answer_in, { unit: face.unit }) : words.answer;
  const input = line({ inputMode: "decimal", changed, submit });
  return { node: labelled(label, input), ...written(input) };
}

export function functionField(face, { words, changed, submit }) {
  const input = line({ value: face.name, changed, submit });
  input.classList.add("ck-code");
  const hint = noted(input, fill(words.function_hint, { signature: face.signature }));
  return { node: el("div", {}, labelled(words.function, input), hint), ...written(input, face.name) };
}

export function tableField(face, { words, changed }) {
  const area = el("textarea", { rows: 7, spellcheck: false, className: "ck-code", wrap: "off", oninput: changed });
  const hint = noted(area, fill(words.table_hint, { columns: face.columns.join(", ") }));
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

/** Words between spaces; each Chinese character counts as one. */
export function wordCount(text) {
  const han = text.match(/\p{Script=Han}/gu) || [];
  const others = text.replace(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}][^\s]*/gu) || [];
  return han.length + others.length;
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

function noted(input, text) {
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
