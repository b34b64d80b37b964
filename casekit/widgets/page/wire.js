// The way to Python and back: one deed at a time is waited for, and silence is said aloud.

const PATIENCE = 700; // milliseconds before "Working …"
const SILENCE = 8000; // before "Python has not answered"

/** `send(deed)` numbers the deed and watches for the state that answers it; `line` shows how the wait goes. */
export function wire(model, line) {
  let sent = model.get("state").seq ?? 0;
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
    if ((model.get("state").seq ?? 0) >= sent || line.dataset.code === "silent") settle();
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
        sent += 1;
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
