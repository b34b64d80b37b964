// The question card: asks, sends, shows what comes back. Inputs are rebuilt only when the numbers of the question change,
// so focus and half-written answers stay where they are.

import { matchField, orderField } from "./arranging.js";
import { choiceField, choicesField } from "./choosing.js";
import { button, debounced, el, fill, rich, setReady, uid } from "./dom.js";
import { functionField, numberField, tableField, textField } from "./fields.js";
import { allocationField, gradesField, thresholdsField } from "./sheets.js";
import { download, sign } from "./showing.js";
import { wire } from "./wire.js";

const FIELDS = {
  number: numberField,
  choice: choiceField,
  choices: choicesField,
  order: orderField,
  match: matchField,
  grades: gradesField,
  thresholds: thresholdsField,
  allocation: allocationField,
  table: tableField,
  function: functionField,
  text: textField,
};

function render({ model, el: host }) {
  const words = model.get("words");
  const parts = skeleton(words, model.get("state"));
  const python = wire(model, parts.wait);
  const saveDraft = debounced(() => python.send({ do: "draft", answer: field.read() }, false), 500);
  let field = null;
  let asked = null;

  const tools = {
    words,
    hasData: model.get("state").has_data,
    say: (text) => (parts.aloud.textContent = text),
    submit: () => {
      saveDraft.cancel(); // the attempt itself is kept
      python.send({ do: "check", answer: field.read() });
    },
    changed: () => {
      markStale(parts, words);
      saveDraft();
    },
  };

  parts.check.onclick = tools.submit;
  for (const deed of ["help", "solution", "again", "data"]) {
    parts[deed].onclick = () => {
      if (deed === "solution" || parts[deed].getAttribute("aria-disabled") !== "true") python.send({ do: deed });
    };
  }

  function show() {
    const state = model.get("state");
    const fresh = JSON.stringify([state.question, state.seed, state.face]);
    if (fresh !== asked) {
      const again = asked !== null;
      asked = fresh;
      ask(state);
      if (again) field.first().focus();
    }
    showStanding(parts, state);
    showFeedback(parts, state);
    if (state.stale) markStale(parts, words);
  }

  function ask(state) {
    parts.card.dataset.seed = state.seed;
    parts.prompt.replaceChildren(rich("div", "", state.prompt));
    parts.exhibit.replaceChildren(...(state.exhibit ? [rich("div", "", state.exhibit)] : []));
    field = FIELDS[state.face.kind](state.face, { ...tools, exact: state.exact });
    field.write(state.answer);
    parts.input.replaceChildren(field.node);
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
  const head = uid("head");
  const check = state.face.kind === "function" ? words.check_function : words.check;
  const parts = {
    kicker: el("span", { className: "ck-kicker", id: head }),
    standing: el("span", { className: "ck-sign" }),
    prompt: el("div", { className: "ck-prompt" }),
    exhibit: el("div", { className: "ck-exhibit" }),
    input: el("div", { className: "ck-input" }),
    check: button(check, null, "ck-primary"),
    help: button("", null),
    solution: button("", null),
    again: button(words.again, null),
    data: button(words.data, null),
    wait: el("p", { className: "ck-wait", role: "status" }),
    feedback: el("div", { className: "ck-feedback", role: "status", "aria-live": "polite" }),
    rungs: el("ol", { className: "ck-rungs", "aria-label": words.help_title, "aria-live": "polite" }),
    excel: el("p", { className: "ck-note", role: "status" }),
    notice: el("p", { className: "ck-note" }),
    aloud: el("p", { className: "ck-hidden", "aria-live": "polite" }),
  };
  const buttons = el("div", { className: "ck-buttons" }, parts.check, parts.help, parts.solution, parts.again, parts.data);
  parts.card = el(
    "div",
    { className: "ck-card", role: "group", "aria-labelledby": head, "data-question": state.question },
    el("div", { className: "ck-head" }, parts.kicker, parts.standing),
    parts.prompt,
    parts.exhibit,
    parts.input,
    buttons,
    parts.wait,
    parts.feedback,
    parts.rungs,
    parts.excel,
    parts.notice,
    parts.aloud,
  );
  return parts;
}

function showStanding(parts, state) {
  parts.kicker.textContent = `${state.label} · ${state.way}`;
  sign(parts.standing, state.state);
  parts.help.textContent = state.help.label;
  parts.solution.textContent = state.solution.label;
  setReady(parts.help, state.help.ready);
  setReady(parts.solution, state.solution.ready);
  parts.solution.hidden = state.solution.hidden;
  parts.again.hidden = !state.again;
  parts.data.hidden = !state.has_data;
  parts.excel.textContent = state.excel;
  parts.notice.textContent = state.notice ? `! ${state.notice}` : "";
  showRungs(parts.rungs, state.rungs);
}

/** A rung that is there already stays as it is, so that only the new one is read out. */
function showRungs(list, rungs) {
  const old = new Map([...list.children].map((item) => [item.innerHTML, item]));
  const items = rungs.map((rung) => {
    const item = el("li", {}, el("strong", { className: "ck-rung" }, rung.title), rich("div", "", rung.html));
    return old.get(item.innerHTML) ?? item;
  });
  [...list.children].filter((item) => !items.includes(item)).forEach((item) => item.remove());
  items.forEach((item, n) => list.children[n] !== item && list.insertBefore(item, list.children[n] ?? null));
  list.hidden = rungs.length === 0;
}

function showFeedback(parts, state) {
  const said = JSON.stringify([state.seq, state.problem, state.feedback]);
  if (parts.said === said) return;
  parts.said = said;
  parts.feedback.removeAttribute("data-stale");
  parts.feedback.replaceChildren();
  parts.feedback.dataset.code = state.problem ? "problem" : (state.feedback?.code ?? "");
  if (state.problem) {
    parts.feedback.append(el("p", {}, el("strong", {}, "! "), state.problem));
  } else if (state.feedback) {
    const head = el("p", { className: "ck-sign" });
    sign(head, state.feedback);
    parts.feedback.append(head, rich("div", "", state.feedback.html));
  }
}

/** A verdict stands beside an answer that has changed since: say so, rather than let "right" shine on a wrong one. */
function markStale(parts, words) {
  if (!parts.feedback.hasChildNodes() || parts.feedback.dataset.stale) return;
  parts.feedback.dataset.stale = "true";
  parts.feedback.prepend(el("p", { className: "ck-note" }, words.stale));
}

export default { render };
