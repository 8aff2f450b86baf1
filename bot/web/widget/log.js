// The conversation as it is seen. Messages that were there before stand outside the live region, so that
// only new ones are announced, and each once.

class Log {
  constructor(t, on) {
    this.t = t;
    this.on = on;
    this.seen = new Map(); // what is drawn, by the id of the message or answer
    this.intro = el("div", { class: "intro" });
    this.earlier = el("div", { class: "messages" });
    this.fresh = el("div", { class: "messages", role: "log", "aria-label": t.conversation });
    this.dots = el("div", { class: "typing", hidden: true }, el("i"), el("i"), el("i"));
    this.status = el("p", { class: "unseen", role: "status" });
    this.alert = el("div", { class: "alert", role: "alert", hidden: true });
    this.element = el(
      "div",
      { class: "log", tabindex: "0", role: "region", "aria-label": t.conversation },
      this.intro, this.earlier, this.fresh, this.dots, this.status, this.alert,
    );
  }

  clear() {
    this.seen.clear();
    this.intro.replaceChildren();
    this.earlier.replaceChildren();
    this.fresh.replaceChildren();
    this.calm();
    this.typing(false);
  }

  welcome(starters, ask) {
    if (this.seen.size) return;
    const chips = starters.map((text) => el("li", {}, textButton("chip", text, () => ask(text))));
    const choices = el("div", { class: "choices" }, el("p", { class: "hint" }, this.t.starters), el("ul", {}, ...chips));
    this.intro.replaceChildren(el("div", { class: "message bot" }, el("p", {}, this.t.welcome)), ...(chips.length ? [choices] : []));
  }

  user({ id, text }, { earlier = false, state = null } = {}) {
    if (this.seen.has(id)) return;
    this.forgetChoices();
    const mark = el("small", { class: "state", "aria-live": "off" }, state ?? "");
    const drawn = el("div", { class: "message user" }, el("span", { class: "unseen" }, this.t.you), el("p", { dir: "auto" }, text), mark);
    this.seen.set(id, drawn);
    (earlier ? this.earlier : this.fresh).append(drawn);
    if (!earlier) this.toEnd();
  }

  mark(id, text) {
    const mark = this.seen.get(id)?.querySelector(".state");
    if (mark) mark.textContent = text;
  }

  bot(reply, { earlier = false, rating = null } = {}) {
    const id = reply.custom?.id ?? newId();
    if (this.seen.has(id)) return false;
    this.forgetChoices();
    const blocks = list(reply.custom?.blocks);
    const known = drawn(blocks, this.t, (payload, title) => this.on.pick(payload, title));
    const parts = known.length ? known : [el("p", {}, words(reply.text))];
    const name = el("span", { class: "unseen", lang: this.on.lang, dir: this.t.dir }, this.t.advisor);
    const made = el("div", { class: "message bot", lang: "en", dir: "auto" }, name, ...parts);
    if (reply.custom?.id && reply.custom.outcome !== "error") {
      const place = made.querySelector(":scope > .choices");
      made.insertBefore(this.actions(id, words(reply.text), rating), place);
    }
    this.seen.set(id, made);
    (earlier ? this.earlier : this.fresh).append(made);
    if (!earlier) this.show(made);
    return true;
  }

  // An answer is read from its beginning, below its question where that is short.
  show(made) {
    const before = made.previousElementSibling;
    const first = before?.matches(".user") && before.offsetHeight < 120 ? before : made;
    this.element.scrollTop = first.offsetTop - 12;
  }

  notice(text) {
    this.fresh.append(el("p", { class: "notice" }, text));
    this.toEnd();
  }

  // Thumbs that can be changed, a comment on a thumb down, and copy.
  actions(id, text, rating) {
    const { t } = this;
    const bar = el("div", { class: "actions", lang: this.on.lang, dir: this.t.dir, "aria-live": "off" });
    const thumb = (value, turn, label) => iconButton(label, icon("up", turn), () => rate(rating === value ? null : value));
    const thumbs = [[1, thumb(1, 0, t.helpful)], [-1, thumb(-1, 180, t.not_helpful)]];
    const show = (value) => {
      rating = value;
      for (const [own, button] of thumbs) button.setAttribute("aria-pressed", String(own === value));
    };
    show(rating);
    const rate = async (value) => {
      const before = rating;
      show(value);
      bar.querySelector(".comment")?.remove();
      if (!(await this.on.rate({ answer_id: id, rating: value }))) show(before);
      else if (value === -1) bar.append(this.comment(id));
    };
    bar.append(...thumbs.map(([, button]) => button));
    if (navigator.clipboard) {
      bar.append(iconButton(t.copy, icon("copy"), () => navigator.clipboard.writeText(text).then(() => this.say(t.copied), () => {})));
    }
    return bar;
  }

  comment(id) {
    const { t } = this;
    const box = el("textarea", { rows: "2", dir: "auto", "aria-label": t.comment, placeholder: t.comment });
    const send = async () => {
      const comment = box.value.trim();
      if (isTooLong(box) || (comment && !(await this.on.rate({ answer_id: id, rating: -1, comment })))) return;
      made.remove();
      this.say(t.thanks);
    };
    const made = el("div", { class: "comment" }, box, limited(box, t).element, textButton("quiet", t.comment_send, send));
    return made;
  }

  forgetChoices() {
    for (const one of this.element.querySelectorAll(".choices")) one.remove();
  }

  typing(on) {
    this.dots.hidden = !on;
    this.say(on ? this.t.typing : "");
    if (on) this.toEnd();
  }

  say(text) {
    this.status.textContent = text;
  }

  warn(text, retry) {
    const again = retry ? textButton("quiet", this.t.retry, retry) : null;
    this.alert.replaceChildren(el("p", {}, text), ...(again ? [again] : []));
    this.alert.hidden = false;
    this.toEnd();
  }

  calm() {
    this.alert.hidden = true;
    this.alert.replaceChildren();
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }
}
