// The settings of a lab as native controls. Each maker gives {node, read, write}.

import { el, labelled, uid } from "./dom.js";

const MAKERS = { slider, pick, toggle };

/** All controls in one fieldset; `changed(name)` is called when one was moved. */
export function panel(faces, words, changed) {
  const made = faces.map((face) => ({ face, ...MAKERS[face.type](face, words, () => moved(face.name)) }));
  const node = el("fieldset", { className: "ck-settings" }, el("legend", {}, words.settings));
  node.append(...made.map((control) => control.node));

  function read() {
    return Object.fromEntries(made.map(({ face, read }) => [face.name, read()]));
  }

  function moved(name) {
    showFitting();
    changed(name);
  }

  /** A control that has no say under the other settings is hidden. */
  function showFitting() {
    const settings = read();
    for (const { face, node } of made) {
      node.hidden = Object.entries(face.when).some(([name, value]) => ![value].flat().includes(settings[name]));
    }
  }

  function write(settings) {
    made.forEach(({ face, write }) => write(settings[face.name]));
    showFitting();
  }

  return { node, read, write };
}

function slider(face, words, changed) {
  const input = el("input", { type: "range", id: uid("setting") });
  Object.assign(input, { min: face.low, max: face.high, step: face.step });
  const value = el("output", { for: input.id });
  const tell = () => {
    const unit = Number(input.value) === 1 ? face.unit_of_one : face.unit;
    const said = `${Number(input.value).toLocaleString("en")} ${unit}`.trim();
    value.textContent = said;
    input.setAttribute("aria-valuetext", said);
  };
  input.oninput = () => {
    tell();
    changed();
  };
  const label = el("label", { for: input.id }, face.label);
  return {
    node: el("div", { className: "ck-setting" }, el("div", { className: "ck-setting-head" }, label, value), input),
    read: () => Number(input.value),
    write: (raw) => {
      input.value = raw;
      tell();
    },
  };
}

function pick(face, words, changed) {
  const input = el("select", { onchange: changed }, ...face.options.map(({ id, label }) => el("option", { value: id }, label)));
  return {
    node: labelled(face.label, input, "ck-setting"),
    read: () => input.value,
    write: (raw) => (input.value = raw),
  };
}

function toggle(face, words, changed) {
  const input = el("input", { type: "checkbox" });
  const state = el("span", { className: "ck-note", "aria-hidden": "true" });
  const tell = () => (state.textContent = `(${input.checked ? words.on : words.off})`);
  input.onchange = () => {
    tell();
    changed();
  };
  return {
    node: el("label", { className: "ck-setting ck-toggle" }, input, el("span", {}, face.label), state),
    read: () => input.checked,
    write: (raw) => {
      input.checked = raw;
      tell();
    },
  };
}
