// A sheet of the customer plan: a form that is saved as a whole. Fields are made once; what was typed is written into
// them only when Python brings something else than before, so a half-written answer stays.

import { choiceField } from "./choosing.js";
import { button, el, labelled, rich, setReady, uid } from "./dom.js";
import { line, noted } from "./fields.js";
import { download, sign } from "./showing.js";
import { wire } from "./wire.js";

const FIELDS = { number: numberEntry, choice: choiceEntry, text: textEntry };

function render({ model, el: host }) {
  const words = model.get("words");
  const parts = skeleton(words, model.get("state"));
  const python = wire(model, parts.wait);
  const touched = new Set(); // fields edited since they were last sent: an answer on its way back must not undo them
  const save = () => {
    touched.clear();
    parts.said.hidden = true; // what was said of the last save is not about this one
    python.send({ do: "save", answers: read() });
  };
  const entries = model.get("state").fields.map((face, n) => {
    const changed = () => {
      touched.add(face.name);
      entries[n].forget();
      parts.unsaved.textContent = words.unsaved;
    };
    return entry(face, words, { changed, submit: save });
  });
  let brought = null;
  let seen = null;

  parts.form.append(...entries.map(({ node }) => node));
  parts.save.onclick = save;
  for (const deed of ["model", "catch_up", "file"]) parts[deed].onclick = () => python.send({ do: deed });

  function read() {
    return Object.fromEntries(entries.map(({ name, read }) => [name, read()]));
  }

  function show() {
    const state = model.get("state");
    const typed = JSON.stringify(state.typed);
    if (typed !== brought) {
      brought = typed;
      entries.filter(({ name }) => !touched.has(name)).forEach(({ name, write }) => write(state.typed[name] ?? ""));
      if (!touched.size) parts.unsaved.textContent = "";
    }
    if (seen !== state.saves && !touched.size) parts.unsaved.textContent = "";
    seen = state.saves;
    state.fields.forEach((face, n) => entries[n].show(face));
    sign(parts.standing, state.standing);
    const held = document.activeElement; // a button that is hidden would drop the focus
    parts.model.hidden = state.model.hidden;
    setReady(parts.model, state.model.ready);
    parts.model.textContent = state.model.label;
    parts.catch_up.hidden = !state.missing;
    if (held && held.hidden && parts.card.contains(held)) parts.save.focus();
    parts.missing.textContent = state.missing;
    parts.file_note.textContent = state.file;
    parts.notice.textContent = state.notice ? `! ${state.notice}` : "";
    parts.said.hidden = false;
    showSaid(parts, state);
    if (parts.tables.dataset.html !== state.tables) {
      parts.tables.dataset.html = state.tables;
      parts.tables.innerHTML = state.tables;
    }
  }

  function received(message, buffers) {
    if (message.do === "download") download(message.name, buffers[0]);
  }

  show();
  model.on("change:state", show);
  model.on("msg:custom", received);
  host.append(parts.card);
  return () => {
    model.off("change:state", show);
    model.off("msg:custom", received);
    python.close();
  };
}

function skeleton(words, state) {
  const head = uid("plan");
  const parts = {
    standing: el("span", { className: "ck-sign" }),
    form: el("div", { className: "ck-plan-form" }),
    unsaved: el("p", { className: "ck-note ck-unsaved", role: "status" }),
    save: button(words.save, null, "ck-primary"),
    model: button("", null),
    catch_up: button(words.catch_up, null),
    file: button(words.file, null),
    wait: el("p", { className: "ck-wait", role: "status" }),
    said: el("div", { className: "ck-feedback", role: "status", "aria-live": "polite" }),
    missing: el("p", { className: "ck-note" }),
    tables: el("div", { className: "ck-plan-tables" }),
    file_note: el("p", { className: "ck-note" }),
    notice: el("p", { className: "ck-note", role: "status" }),
  };
  parts.card = el(
    "div",
    { className: "ck-card ck-plan", role: "group", "aria-labelledby": head, "data-plan": state.sheet },
    el("div", { className: "ck-head" }, el("span", { className: "ck-kicker" }, state.label), parts.standing),
    el("p", { className: "ck-title", id: head }, state.title),
    rich("div", "ck-prompt", state.intro),
    parts.missing,
    parts.form,
    parts.unsaved,
    el("div", { className: "ck-buttons" }, parts.save, parts.model, parts.catch_up, parts.file),
    parts.wait,
    parts.said,
    parts.tables,
    parts.file_note,
    parts.notice,
  );
  return parts;
}

/** One question with what stands under it: the lesson's figure, what is wrong, the remark, the model answer. */
function entry(face, words, tools) {
  const { node, read, write, controls } = FIELDS[face.kind](face, tools);
  const lines = {
    suggestion: el("p", { className: "ck-note" }),
    problem: el("p", { className: "ck-entry-problem" }),
    remark: el("p", { className: "ck-entry-remark" }),
    model: el("div", { className: "ck-entry-model" }),
  };
  const below = el("div", { id: uid("below") }, ...Object.values(lines));
  controls.forEach((control) => {
    const described = control.getAttribute("aria-describedby");
    control.setAttribute("aria-describedby", [described, below.id].filter(Boolean).join(" "));
  });
  function show({ suggestion, problem, remark, model }) {
    lines.suggestion.textContent = suggestion;
    lines.problem.textContent = problem ? `! ${problem}` : "";
    lines.remark.textContent = remark ? `→ ${remark}` : "";
    if (lines.model.innerHTML !== model) lines.model.innerHTML = model;
    Object.values(lines).forEach((line) => (line.hidden = !line.hasChildNodes()));
    controls.forEach((control) => control.setAttribute("aria-invalid", problem ? "true" : "false"));
  }
  function forget() {
    [lines.problem, lines.remark].forEach((line) => (line.hidden = true)); // they speak of what stood there before
  }
  return { name: face.name, node: el("div", { className: "ck-entry" }, node, below), read, write, show, forget };
}

function numberEntry(face, tools) {
  const input = line({ inputMode: "decimal", ...tools });
  const label = face.unit ? `${face.question} (${face.unit})` : face.question;
  return typedEntry(labelled(label, input), input, face.note);
}

function textEntry(face, { changed }) {
  const area = el("textarea", { rows: 2, oninput: changed });
  return typedEntry(labelled(face.question, area), area, face.note);
}

function typedEntry(node, input, note) {
  node.append(noted(input, note));
  return { node, controls: [input], read: () => input.value, write: (raw) => (input.value = raw) };
}

function choiceEntry(face, { changed }) {
  const { node, read, write } = choiceField(face, { words: { choose_one: face.question }, changed });
  return { node, controls: [...node.querySelectorAll("input")], read, write };
}

function showSaid(parts, state) {
  const said = JSON.stringify([state.seq, state.problem, state.said]);
  if (parts.shown === said) return;
  parts.shown = said;
  parts.said.dataset.code = state.problem ? "problem" : state.said ? state.said.code : "";
  const text = state.problem ? `! ${state.problem}` : state.said ? `${state.said.symbol} ${state.said.text}` : "";
  parts.said.replaceChildren(...(text ? [el("p", {}, text)] : []));
}

export default { render };
