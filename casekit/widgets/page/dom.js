// Elements, made by hand: native form controls keep what keyboards and screen readers expect of them.

/** An id no other element of the page has. Drawn, not counted: each card on a page runs its own copy of this script. */
export function uid(stem) {
  return `ck-${stem}-${Math.random().toString(36).slice(2, 12)}`;
}

/** An element with properties, attributes (those with a dash, `role`, `for`) and children (elements or text). */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role" || name === "for" || name === "scope") node.setAttribute(name, value);
    else node[name] = value;
  }
  if (["INPUT", "SELECT", "TEXTAREA", "BUTTON"].includes(node.tagName)) suppress(node);
  node.append(...children);
  return node;
}

/** JupyterLab takes plain letters and arrows for commands unless each focusable element itself says not to. */
function suppress(node) {
  node.setAttribute("data-lm-suppress-shortcuts", "true");
}

/** A sentence with `{name}` places filled in. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
}

/** HTML that Python made safe. */
export function rich(tag, className, html) {
  const node = el(tag, { className });
  node.innerHTML = html;
  return node;
}

/** A button. Not ready, it stays in the Tab order and can say why: a disabled one would drop the focus. */
export function button(label, onclick, className = "") {
  return el("button", { type: "button", className: `ck-button ${className}`, onclick }, label);
}

export function setReady(node, ready) {
  node.setAttribute("aria-disabled", ready ? "false" : "true");
}

/** A label with its control, joined by id. */
export function labelled(text, control, className = "ck-field") {
  control.id = control.id || uid("field");
  return el("div", { className }, el("label", { for: control.id }, text), control);
}

/** A select over `{id, label}` options with an empty one in front. */
export function select(options, empty, name, onchange) {
  const choices = options.map((option) => el("option", { value: option.id }, option.label));
  return el("select", { "aria-label": name, onchange }, el("option", { value: "" }, empty), ...choices);
}

/** Calls that come in a row become one, `wait` milliseconds after the last; `cancel()` drops it. */
export function debounced(action, wait) {
  let timer = null;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}
