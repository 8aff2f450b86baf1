// Suggestions while a question is written. Enter sends what is written unless a suggestion was gone to with the
// arrow keys; a suggestion that is chosen is written, and not sent.

const TYPED_MS = 140; // without a key, before the server is asked
const LONGEST_TYPED = 120; // characters; a longer text is a question of its own
const REMEMBERED = 60;

class Suggestions {
  constructor(advisor, t) {
    this.advisor = advisor;
    this.t = t;
    this.known = new Map();
    this.items = [];
    this.at = -1;
    const { box, field } = advisor.composer;
    this.box = box;
    this.field = field;
    this.said = el("p", { class: "unseen", role: "status" });
    this.list = el("ul", { class: "suggestions", role: "listbox", id: "suggestions", "aria-label": t.suggestions, hidden: true });
    // A box of several lines may not bear the role itself; the field around it does.
    const name = box.getAttribute("aria-label");
    for (const [key, value] of Object.entries({ role: "combobox", "aria-label": name, "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": "suggestions", "aria-owns": "suggestions" })) field.setAttribute(key, value);
    for (const [key, value] of Object.entries({ "aria-autocomplete": "list", "aria-controls": "suggestions", autocomplete: "off" })) box.setAttribute(key, value);
    field.append(this.list, this.said);
    box.addEventListener("input", () => this.later());
    box.addEventListener("blur", () => this.hide());
    // A press would take the focus from the box first.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  later() {
    clearTimeout(this.timer);
    this.abort?.abort();
    const typed = this.box.value;
    if (typed.trim().length < 2 || typed.length > LONGEST_TYPED || typed.includes("\n")) return this.hide();
    if (this.known.has(typed)) return this.show(this.known.get(typed));
    this.timer = setTimeout(() => this.look(typed), TYPED_MS);
    return undefined;
  }

  // While it cannot be asked, nothing is suggested; that is no fault to tell of.
  async look(typed) {
    this.abort = new AbortController();
    try {
      const found = list((await this.advisor.client.lookup("suggest", { typed }, this.abort.signal)).suggestions);
      if (this.known.size >= REMEMBERED) this.known.delete(this.known.keys().next().value);
      this.known.set(typed, found);
      if (this.box.value === typed && this.advisor.root.activeElement === this.box) this.show(found);
    } catch {
      this.hide();
    }
  }

  show(found) {
    this.items = found.filter((item) => words(item?.value) && item.value !== this.box.value);
    if (!this.items.length) return this.hide();
    this.at = -1;
    this.list.replaceChildren(...this.items.map((item, place) => this.option(item, place)));
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.box.removeAttribute("aria-activedescendant");
    const { t } = this;
    this.said.textContent = this.items.length === 1 ? t.suggested_one : fill(t.suggested_many, { n: this.items.length });
    return undefined;
  }

  option(item, place) {
    const detail = words(item.detail) || (item.kind === "question" ? this.t.question : this.t.occupation);
    return el("li", { role: "option", id: `suggestion-${place}`, "aria-selected": "false", lang: "en", onclick: () => this.choose(place) },
      el("span", {}, words(item.label)), " ", el("small", {}, detail));
  }

  hide() {
    clearTimeout(this.timer);
    this.at = -1;
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
    this.said.textContent = "";
  }

  // From the box itself, which is before the first and after the last.
  move(by) {
    const places = this.items.length + 1;
    this.at = ((this.at + 1 + by + places) % places) - 1;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    if (this.at < 0) return this.box.removeAttribute("aria-activedescendant");
    this.list.children[this.at].scrollIntoView({ block: "nearest" });
    return this.box.setAttribute("aria-activedescendant", `suggestion-${this.at}`);
  }

  choose(place) {
    const { value } = this.items[place];
    this.hide();
    this.advisor.composer.fill(value);
    this.box.setSelectionRange(value.length, value.length);
  }

  // Whether the key was for the suggestions.
  key(event) {
    if (this.list.hidden || this.advisor.root.activeElement !== this.box || event.altKey || event.ctrlKey || event.metaKey) return false;
    const does = { ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), Escape: () => this.hide() };
    if (this.at >= 0) does.Enter = () => this.choose(this.at);
    if (event.shiftKey || !Object.hasOwn(does, event.key)) {
      if (event.key === "Enter") this.hide();
      return false;
    }
    event.preventDefault();
    does[event.key]();
    return true;
  }
}
