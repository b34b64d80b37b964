// The way to Python and back: one deed at a time is waited for, and silence is said aloud.

const PATIENCE = 700; // milliseconds before "Working …"
const SILENCE = 12000; // before "Python has not answered"

/** `send(deed)` numbers the deed and watches for the state that answers it; `note(text)` shows how the wait goes. */
export function wire(model, note) {
  let sent = model.get("state").seq ?? 0;
  let timers = [];
  const words = model.get("words");

  function settle() {
    timers.forEach(clearTimeout);
    timers = [];
    note("");
  }

  function answered() {
    if (timers.length && (model.get("state").seq ?? 0) >= sent) settle();
  }

  function gone() {
    settle();
    note(words.silent);
  }

  model.on("change:state", answered);
  return {
    send(deed, awaited = true) {
      if (awaited) {
        sent += 1;
        timers.forEach(clearTimeout);
        timers = [setTimeout(() => note(words.working), PATIENCE), setTimeout(() => note(words.silent), SILENCE)];
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
    },
  };
}
