// A lab: settings on one side, what follows on the other. One setting at a time is under way to Python; while it is,
// only the newest of the next ones waits, so a slider that is dragged never queues up work.

import { panel } from "./controls.js";
import { button, el, rich, uid } from "./dom.js";
import { wire } from "./wire.js";

function render({ model, el: host }) {
  const words = model.get("words");
  const parts = skeleton(words, model.get("state"));
  const python = wire(model, parts.wait);
  const controls = panel(model.get("state").controls, words, changed);
  let busy = false;
  let waiting = null; // the setting that was moved last, while Python is at work
  let shown = null;

  function changed(name) {
    if (busy) {
      waiting = name;
      return;
    }
    busy = true;
    waiting = null;
    python.send({ do: "set", settings: controls.read(), moved: name });
  }

  function show() {
    const state = model.get("state");
    busy = false;
    if (waiting) changed(waiting);
    else if (JSON.stringify(controls.read()) !== JSON.stringify(state.settings) && !state.problem) controls.write(state.settings);
    parts.problem.textContent = state.problem ? `! ${state.problem}` : "";
    parts.note.textContent = state.note ?? "";
    parts.saved.textContent = state.saved ? `✓ ${state.saved}` : "";
    if (shown === state.sentence + state.table) return;
    shown = state.sentence + state.table;
    parts.sentence.innerHTML = state.sentence;
    parts.table.innerHTML = state.table;
    parts.picture.alt = state.alt;
  }

  function showImage() {
    const old = parts.picture.src;
    parts.picture.src = URL.createObjectURL(new Blob([model.get("image")], { type: "image/png" }));
    if (old) URL.revokeObjectURL(old);
  }

  parts.reset.onclick = () => python.send({ do: "reset" });
  parts.save.onclick = () => python.send({ do: "save" });
  parts.play.onclick = () => python.send({ do: "play", settings: controls.read() });
  parts.settings.prepend(controls.node);
  controls.write(model.get("state").settings);
  show();
  showImage();
  model.on("change:state", show);
  model.on("change:image", showImage);
  host.append(parts.card);
  return () => {
    model.off("change:state", show);
    model.off("change:image", showImage);
    URL.revokeObjectURL(parts.picture.src);
    python.close();
  };
}

function skeleton(words, state) {
  const head = uid("lab");
  const parts = {
    reset: button(words.reset, null),
    save: button(words.save, null),
    play: button(state.play ?? "", null),
    wait: el("p", { className: "ck-wait", role: "status" }),
    problem: el("p", { className: "ck-problem", role: "status" }),
    note: el("p", { className: "ck-note", role: "status" }),
    saved: el("p", { className: "ck-note", role: "status" }),
    sentence: el("div", { className: "ck-sentence", "aria-live": "polite" }),
    picture: el("img", { className: "ck-picture" }),
    table: el("div", {}),
  };
  parts.save.hidden = !state.can_save;
  parts.play.hidden = !state.play;
  const buttons = el("div", { className: "ck-buttons" }, parts.play, parts.reset, parts.save);
  parts.settings = el("div", { className: "ck-side" }, buttons, parts.wait, parts.problem, parts.note, parts.saved);
  const outcome = el("div", { className: "ck-outcome", role: "group", "aria-label": words.outcome });
  outcome.append(parts.sentence, parts.picture, parts.table);
  parts.card = el(
    "div",
    { className: "ck-card ck-lab", role: "group", "aria-labelledby": head, "data-lab": state.lab },
    el("p", { className: "ck-title", id: head }, state.title),
    rich("div", "ck-intro", state.intro),
    el("div", { className: "ck-halves" }, parts.settings, outcome),
  );
  return parts;
}

export default { render };
