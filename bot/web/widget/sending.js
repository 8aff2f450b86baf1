// How what is asked gets to the server, in order and once, and what is said where it does not.

const Sending = (Base) => class extends Base {
  // A site may ask for its visitor too; the panel opens then.
  async ask(text, shown = text, picked = false) {
    if (!this.panel) await this.ready;
    this.put({ text, shown }, picked);
  }

  // A file has its own words for being sent, having been sent and being refused, and what is to be done then.
  put(given, picked = false) {
    this.open();
    const item = { ...given, id: newId(), last: null };
    this.client.keep(item);
    this.log.intro.querySelector(".choices")?.remove();
    this.log.user({ id: item.id, text: item.shown }, { state: navigator.onLine ? this.t.sending : this.t.queued });
    this.log.calm();
    if (picked) (matchMedia(PHONE).matches ? this.log.element : this.input).focus({ preventScroll: true });
    this.emit("sent", { picked });
    this.flush();
  }

  // One message at a time, in the order in which they were written.
  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    for (;;) {
      const item = [...this.client.outbox, ...this.client.files].find((one) => !this.failed.has(one.id));
      if (!item) break;
      this.log.user({ id: item.id, text: words(item.shown) });
      if (!navigator.onLine) {
        this.log.mark(item.id, this.t.queued);
        break;
      }
      await this.deliver(item);
    }
    this.flushing = false;
  }

  async deliver(item) {
    const { t } = this;
    const { sending = t.sending, sent = "", refusals = { 400: t.refused, 413: t.refused } } = item;
    const started = performance.now();
    let last = null;
    this.log.mark(item.id, sending);
    if (item.file) this.log.say(sending);
    try {
      const done = await this.client.send(item, {
        typing: () => {
          this.trouble("");
          this.log.mark(item.id, "");
          this.log.typing(true);
        },
        message: (reply) => {
          this.log.typing(false);
          last = reply;
          if (reply.custom?.outcome !== "error" && this.log.bot(reply) && this.panel.hidden) this.unread += 1;
        },
        trouble: (seconds) => this.trouble(seconds ? fill(t.busy, { n: seconds }) : t.reconnecting),
      });
      if (last?.custom?.outcome === "error") this.fail(item, words(last.text), !done.failed);
      else this.client.drop(item.id);
      this.log.mark(item.id, done.failed ? t.not_sent : sent);
      this.client.memory.set("tick", Date.now());
      this.emit("answered", { outcome: last?.custom?.outcome, topic: last?.custom?.topic, occupation: last?.custom?.occupation, milliseconds: Math.round(performance.now() - started) });
    } catch (error) {
      if (refusals[error.status]) this.fail(item, refusals[error.status], true, item.again, item.label);
      else if (error.status === 403) this.fail(item, t.not_allowed);
      else if (!navigator.onLine) this.log.mark(item.id, t.queued);
      else this.fail(item, t.no_answer);
    }
    this.log.typing(false);
    this.trouble("");
    this.count();
  }

  // The message stays where it is until it is sent again; one that has its last word goes under a new id.
  fail(item, text, final = false, again = () => this.put(item), label) {
    this.failed.add(item.id);
    if (final) this.client.drop(item.id);
    this.log.mark(item.id, this.t.not_sent);
    this.log.warn(text, () => {
      this.log.calm();
      this.failed.delete(item.id);
      if (final) again();
      else this.flush();
    }, label);
  }
};
