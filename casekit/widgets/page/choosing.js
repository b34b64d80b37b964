// Answers that are picked: one option, or several.

import { el, uid } from "./dom.js";

export function choiceField(face, { words, changed }) {
  const { node, inputs } = options(face, "radio", words.choose_one, changed);
  return {
    node,
    read: () => inputs.find((input) => input.checked)?.value ?? null,
    write: (raw) => inputs.forEach((input) => (input.checked = input.value === raw)),
    first: () => inputs.find((input) => input.checked) ?? inputs[0],
  };
}

export function choicesField(face, { words, changed }) {
  const { node, inputs } = options(face, "checkbox", words.choose_several, changed);
  return {
    node,
    read: () => inputs.filter((input) => input.checked).map((input) => input.value),
    write: (raw) => inputs.forEach((input) => (input.checked = Array.isArray(raw) && raw.includes(input.value))),
    first: () => inputs[0],
  };
}

function options(face, type, legend, changed) {
  const name = uid("options");
  const inputs = face.options.map((option) => el("input", { type, name, value: option.id, onchange: changed }));
  const rows = inputs.map((input, n) => el("label", { className: "ck-option" }, input, el("span", {}, face.options[n].label)));
  return { node: el("fieldset", { className: "ck-options" }, el("legend", {}, legend), ...rows), inputs };
}
