// A guess: a slider and a number field that follow each other, and a button that commits.

import { button, el, fill, labelled, rich, uid } from "./dom.js";
import { line } from "./fields.js";
import { asMeasure } from "./numbers.js";
import { wire } from "./wire.js";

function render({ model, el: host }) {
  const words = model.get("words");
  const state = model.get("state");
  const { low, high, step } = state;
  const wait = el("p", { className: "ck-wait", role: "status" });
  const said = el("p", { className: "ck-said", role: "status", "aria-live": "polite" });
  const python = wire(model, wait);
  const commit = () => python.send({ do: "commit", value: field.value });

  const field = line({ inputMode: "decimal", submit: commit, changed: () => follow(asMeasure(field.value, state.unit)) });
  const slider = el("input", { type: "range", "aria-label": words.slider });
  Object.assign(slider, { min: low, max: high, step, value: (low + high) / 2 }); // the ends first, or the value is cut
  slider.oninput = () => (field.value = String(Number(slider.value)));

  function follow(value) {
    if (value >= low && value <= high) slider.value = value;
  }

  function show() {
    const { problem, said: sentence, value } = model.get("state");
    if (!problem && value !== null) follow(value); // what Python made of it is where the slider belongs
    said.dataset.code = problem ? "problem" : "kept";
    said.replaceChildren(problem ? `! ${problem}` : sentence ? `✓ ${sentence}` : "");
  }

  if (state.value !== null) {
    field.value = String(state.value);
  }
  show();
  model.on("change:state", show);
  host.append(card());

  function card() {
    const prompt = rich("div", "ck-prompt", state.prompt);
    prompt.id = uid("prompt");
    const ends = el("div", { className: "ck-ends", "aria-hidden": "true" }, el("span", {}, ends_of(low)), el("span", {}, ends_of(high)));
    return el(
      "div",
      { className: "ck-card ck-guess", role: "group", "aria-labelledby": prompt.id, "data-prediction": state.prediction },
      prompt,
      el("div", { className: "ck-slide" }, slider, ends),
      labelled(words.guess, field),
      el("div", { className: "ck-buttons" }, button(words.commit, commit, "ck-primary")),
      wait,
      said,
    );
  }

  function ends_of(value) {
    return fill("{value} {unit}", { value: value.toLocaleString("en"), unit: state.unit }).trim();
  }

  return () => {
    model.off("change:state", show);
    python.close();
  };
}

export default { render };
