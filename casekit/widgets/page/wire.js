// The way to Python and back: one deed at a time is waited for, and silence is said aloud.

import { uid } from "./dom.js";

const PATIENCE = 700; // milliseconds before "Working …"
const SILENCE = 8000; // before "Python has not answered"

/**
 * `send(deed)` numbers the deed and watches for the state that answers it; `line` shows how the wait goes.
 * The numbers are this page's own: where a card is shown twice, two deeds of one number would bring the same state, and
 * a state that does not change is not sent.
 */
export function wire(model, line) {
  const own = uid("deed");
  let count = 0;
  let sent = null;
  let timers = [];
  const words = model.get("words");

  function note(text, code = "") {
    line.textContent = text;
    line.dataset.code = code;
  }

  function settle() {
    timers.forEach(clearTimeout);
    timers = [];
    note("");
  }

  /** Whatever comes shows that Python is there again, also when it answers something earlier than what was sent last. */
  function answered() {
    if (model.get("state").seq === sent || line.dataset.code === "silent") settle();
  }

  function gone() {
    settle();
    note(words.silent, "silent");
  }

  model.on("change:state", answered);
  model.on("msg:custom", answered);
  return {
    send(deed, awaited = true) {
      if (awaited) {
        count += 1;
        sent = `${own}-${count}`;
        timers.forEach(clearTimeout);
        timers = [setTimeout(() => note(words.working), PATIENCE), setTimeout(gone, SILENCE)];
      }
      try {
        model.send({ ...deed, seq: sent });
      } catch {
        gone(); // the kernel was restarted: this card's other end is no more
      }
    },
    close() {
      settle();
      model.off("change:state", answered);
      model.off("msg:custom", answered);
    },
  };
}
