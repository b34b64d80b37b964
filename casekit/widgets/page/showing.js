// What cards show alike: a sign of where one stands, a file handed to the browser.

import { el } from "./dom.js";

/** Symbol and word in the code's colour. The symbol is for the eye only: the word says the same. */
export function sign(node, { code, symbol, word }) {
  node.dataset.code = code;
  node.replaceChildren(el("span", { className: "ck-symbol", "aria-hidden": "true" }, symbol), ` ${word}`);
}

export function download(name, buffer) {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const url = URL.createObjectURL(new Blob([buffer], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
