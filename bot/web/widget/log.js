// The conversation as it is seen. Messages that were there before stand outside the live region, so that
// only new ones are announced, and each once.

class Log {
  constructor(t, on) {
    this.t = t;
    this.on = on;
    this.seen = new Map(); // what is drawn, by the id of the message or answer
    this.replies = new Map(); // answers by id, each with its question, to be kept and shared
    this.question = "";
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
    this.replies.clear();
    this.intro.replaceChildren();
    this.intro.hidden = false;
    this.earlier.replaceChildren();
    this.fresh.replaceChildren();
    this.calm();
    this.typing(false);
  }

  welcome(starters, ask) {
    if (this.seen.size) return;
    if (this.on.paged) return this.intro.replaceChildren(el("slot"));
    const chips = starters.map((text) => el("li", {}, textButton("chip", text, () => ask(text))));
    const choices = el("div", { class: "choices" }, el("p", { class: "hint" }, this.t.starters), el("ul", {}, ...chips));
    return this.intro.replaceChildren(el("div", { class: "message bot" }, el("p", {}, this.t.welcome)), ...(chips.length ? [choices] : []));
  }

  user({ id, text }, { earlier = false, state = null } = {}) {
    if (this.seen.has(id)) return;
    this.forgetChoices();
    this.intro.hidden = Boolean(this.on.paged);
    this.question = text;
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
    this.replies.set(id, { ...reply, question: this.question });
    fitCharts(this.element.clientWidth - 64);
    const known = drawn(blocks, this.t, (payload, title) => this.on.pick(payload, title));
    const parts = known.length ? known : [el("p", {}, words(reply.text))];
    const name = el("span", { class: "unseen", lang: this.on.lang, dir: this.t.dir }, this.t.advisor);
    const made = el("div", { class: "message bot", lang: "en", dir: "auto" }, name, ...parts);
    if (reply.custom?.id && reply.custom.outcome !== "error") {
      const part = (name) => made.querySelector(`:scope > ${name}`);
      made.insertBefore(el("div", { class: "foot" }, part("details"), this.actions(id, words(reply.text), rating)), part(".choices"));
    }
    this.seen.set(id, made);
    (earlier ? this.earlier : this.fresh).append(made);
    this.fold(made, parts);
    if (!earlier) this.show(made);
    this.on.about?.(reply.custom?.occupation);
    return true;
  }

  // What does not fit into the conversation, with what stands below it, goes behind a button. The first part and a
  // chart, or else the part after it, stay. Nothing goes where the chat is closed, and has no height.
  fold(made, parts) {
    const height = (one) => one.getBoundingClientRect();
    const content = parts.filter((part) => !part.matches("details, .choices"));
    const spare = this.on.paged ? 60 : 12; // on a page the card of an occupation may come after its answer
    const bottom = height(made).top + height(this.element).height - spare;
    if (!content.length || height(made).bottom <= bottom) return;
    const below = height(made).bottom - height(content.at(-1)).bottom + 54; // with the button
    const rowsOf = (part) => (part.matches("figure") ? [] : [...part.querySelectorAll("li, tbody tr")]);
    const units = content.flatMap((part) => (rowsOf(part).length > 2 ? rowsOf(part) : [part]));
    let end = height(made).top;
    const sizes = new Map(units.map((unit) => [unit, -end + (end = height(unit).bottom)]));
    const chart = units.find((unit) => unit.matches("figure"));
    let room = Math.max(200, bottom - below - height(made).top);
    const order = [...new Set([units[0], chart ?? units[1], ...units])];
    const rest = order.filter((unit, place) => (room -= sizes.get(unit)) < 0 && place > 1);
    if (rest.reduce((sum, unit) => sum + sizes.get(unit), 0) < 48) return;
    const emptied = content.filter((part) => rowsOf(part).length && rowsOf(part).every((row) => rest.includes(row)));
    const toggle = textButton("quiet fold", this.t.show_more, () => show(toggle.getAttribute("aria-expanded") !== "true"));
    const show = (all) => {
      for (const one of [...rest, ...emptied]) one.hidden = !all;
      toggle.textContent = all ? this.t.show_less : this.t.show_more;
      toggle.setAttribute("aria-expanded", String(all));
    };
    show(false);
    toggle.lang = this.on.lang;
    content.at(-1).after(toggle);
  }

  // An answer is read from its beginning, below as much of a short question as has room with it.
  show(made) {
    const before = made.previousElementSibling;
    const first = before?.matches(".user") && before.offsetHeight < 120 ? before : made;
    const end = made.offsetTop + made.offsetHeight - this.element.clientHeight;
    this.element.scrollTop = Math.min(made.offsetTop, Math.max(first.offsetTop, end + 24)) - 12;
  }

  notice(text) {
    this.fresh.append(el("p", { class: "notice" }, text));
    this.toEnd();
  }

  // Thumbs that can be changed, copy, and what the extras add: a comment on a thumb down, and ways to share.
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
      else if (value === -1) this.on.comment(id, bar);
    };
    bar.append(...thumbs.map(([, button]) => button));
    if (navigator.clipboard) {
      const copy = iconButton(t.copy, icon("copy"), () => navigator.clipboard.writeText(text).then(() => this.done(copy, t.copied), () => {}));
      bar.append(copy);
    }
    const share = iconButton(t.share, icon("dots"), () => this.on.share(id, share));
    share.setAttribute("aria-expanded", "false");
    bar.append(share);
    return bar;
  }

  // Says beside a button that it has done what it says.
  done(button, text) {
    this.say(text);
    button.dataset.done = text;
    setTimeout(() => delete button.dataset.done, 2000);
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

  warn(text, retry, label = this.t.retry) {
    const again = retry ? textButton("quiet", label, retry) : null;
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
