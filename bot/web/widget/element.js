// The component: launcher, panel, and the order in which things happen.

const PHONE = "(max-width: 480px)";
const FOCUSABLE = "button, textarea, a[href], summary, [tabindex='0']";

class CareerAdvisor extends HTMLElement {
  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    this.root = this.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [sheet];
  }

  connectedCallback() {
    if (this.client) return;
    const wanted = (this.dataset.lang || document.documentElement.lang || "en").toLowerCase().split("-")[0];
    this.lang = Object.hasOwn(STRINGS, wanted) ? wanted : "en";
    this.t = STRINGS[this.lang];
    this.client = new Client(this.dataset.server);
    this.client.onLost = () => this.log.notice(this.t.session_over);
    this.unread = 0;
    this.failed = new Set();
    this.draw();
    window.addEventListener("online", () => this.online());
    window.addEventListener("offline", () => this.connection());
    window.addEventListener("storage", (event) => this.elsewhere(event));
    this.connection();
    this.count();
    this.plan();
    this.tell("ready", { milliseconds: Math.round(performance.now() - STARTED) });
  }

  draw() {
    const { t } = this;
    this.log = new Log(t, {
      lang: this.lang,
      pick: (payload, title) => this.ask(payload, title, true),
      rate: (given) => this.rate(given),
    });
    this.badge = el("span", { class: "badge", "aria-hidden": "true" });
    this.launcher = el("button", { type: "button", class: "launcher", "aria-expanded": "false", onclick: () => this.open() }, icon("chat"), this.badge);
    this.greeting = el("div", { class: "greeting", role: "status" });
    this.banner = el("p", { class: "banner", role: "status" });
    this.input = el("textarea", { rows: "1", maxlength: "1000", "aria-label": t.input, placeholder: t.placeholder, enterkeyhint: "send" });
    this.input.value = words(this.client.memory.get("draft", "sessionStorage"));
    const tool = (label, name, act) => el("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: act }, icon(name));
    const form = el("form", { class: "composer" }, this.input, el("button", { class: "send", "aria-label": t.send, title: t.send }, icon("send")));
    const name = el("div", { class: "name" }, el("h2", {}, t.name), el("p", {}, t.tagline));
    const header = el("header", {}, el("span", { class: "face", "aria-hidden": "true" }, icon("chat")), name,
      tool(t.new_chat, "fresh", () => this.startAnew()), tool(t.close, "close", () => this.close()));
    this.panel = el("section", { class: "panel", role: "dialog", "aria-label": t.name, hidden: true }, header, this.banner, this.log.element, form);
    this.root.append(el("div", { class: "frame", lang: this.lang }, this.panel, this.greeting, this.launcher));

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => this.drafted());
    this.panel.addEventListener("keydown", (event) => this.key(event));
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`career-advisor:${name}`, { detail, bubbles: true, composed: true }));
  }

  // --- open and close

  async open() {
    if (!this.panel.hidden) return;
    this.panel.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.launcher.hidden = true;
    this.greet(null);
    this.unread = 0;
    this.count();
    if (matchMedia(PHONE).matches) this.panel.setAttribute("aria-modal", "true");
    else this.panel.removeAttribute("aria-modal");
    this.drafted();
    this.input.focus({ preventScroll: true });
    this.tell("opened");
    await this.load();
  }

  close() {
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
    this.tell("closed");
  }

  key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    }
    if (event.key !== "Tab" || this.panel.getAttribute("aria-modal") !== "true") return;
    const stops = [...this.panel.querySelectorAll(FOCUSABLE)].filter((one) => one.checkVisibility());
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (this.root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }

  count() {
    const { t, unread } = this;
    const label = unread === 1 ? t.unread_one : fill(t.unread_many, { n: unread });
    this.launcher.setAttribute("aria-label", unread ? `${t.open}, ${label}` : t.open);
    this.badge.textContent = unread || "";
  }

  // --- what was said before

  load() {
    this.loading ??= this.loaded().finally(() => (this.loading = null));
    return this.loading;
  }

  async loaded() {
    try {
      const known = this.client.memory.get("token");
      const { lost } = await this.client.session();
      if (lost) this.log.notice(this.t.session_over);
      else if (known) await this.catchUp(!this.reached);
      this.reached = true;
    } catch (error) {
      if (error.status === 403) this.log.warn(this.t.not_allowed);
      else if (navigator.onLine) this.log.warn(this.t.history_failed, () => (this.log.calm(), this.load()));
    }
    this.log.welcome(this.client.starters, (text) => this.ask(text, text, true));
    this.flush();
  }

  async catchUp(earlier) {
    const messages = await this.client.history();
    let news = 0;
    messages.forEach((one, place) => {
      if (one.from === "user") {
        const id = one.id ?? `place-${place}`;
        this.client.drop(id);
        this.log.user({ id, text: words(one.text) }, { earlier });
        this.log.mark(id, "");
      } else news += this.log.bot(one, { earlier, rating: one.rating });
    });
    if (earlier) this.log.toEnd();
    return news;
  }

  // Another tab of this site has been at it.
  async elsewhere({ key }) {
    const { prefix } = this.client.memory;
    if (key === `${prefix}chat`) {
      this.log.clear();
      this.reached = false;
      if (!this.panel.hidden) this.load();
    }
    if (key !== `${prefix}tick` || !this.reached) return;
    try {
      const news = await this.catchUp(false);
      if (this.panel.hidden) this.unread += news;
      this.count();
    } catch {
      this.reached = false; // it is loaded anew when the panel is opened again
    }
  }

  // --- asking

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.drafted();
    this.ask(text, text);
  }

  drafted() {
    this.client.memory.set("draft", this.input.value || null, "sessionStorage");
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 132)}px`;
  }

  // A site may ask for its visitor too; the panel opens then.
  ask(text, shown = text, picked = false) {
    this.open();
    const item = { id: newId(), text, shown };
    this.client.keep(item);
    this.log.intro.querySelector(".choices")?.remove();
    this.log.user({ id: item.id, text: shown }, { state: navigator.onLine ? this.t.sending : this.t.queued });
    this.log.calm();
    if (picked) (matchMedia(PHONE).matches ? this.log.element : this.input).focus({ preventScroll: true });
    this.tell("sent", { picked });
    this.flush();
  }

  // One message at a time, in the order in which they were written.
  async flush() {
    if (this.flushing) return;
    this.flushing = true;
    for (;;) {
      const item = this.client.outbox.find((one) => !this.failed.has(one.id));
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
    const started = performance.now();
    let last = null;
    this.log.mark(item.id, t.sending);
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
      this.log.mark(item.id, done.failed ? t.not_sent : "");
      this.client.memory.set("tick", Date.now());
      this.tell("answered", { outcome: last?.custom?.outcome, topic: last?.custom?.topic, milliseconds: Math.round(performance.now() - started) });
    } catch (error) {
      if ([400, 413].includes(error.status)) this.fail(item, t.refused, true);
      else if (error.status === 403) this.fail(item, t.not_allowed);
      else if (!navigator.onLine) this.log.mark(item.id, t.queued);
      else this.fail(item, t.no_answer);
    }
    this.log.typing(false);
    this.trouble("");
    this.count();
  }

  // The message stays where it is until it is sent again; one that has its last word goes under a new id.
  fail(item, text, final = false) {
    this.failed.add(item.id);
    if (final) this.client.drop(item.id);
    this.log.mark(item.id, this.t.not_sent);
    this.log.warn(text, () => {
      this.log.calm();
      this.failed.delete(item.id);
      if (final) this.ask(item.text, item.shown);
      else this.flush();
    });
  }

  // --- the state of the connection

  trouble(text) {
    this.problem = text;
    this.connection();
  }

  connection() {
    this.banner.textContent = navigator.onLine ? this.problem || "" : this.t.offline;
  }

  online() {
    this.connection();
    if (this.reached) this.flush();
    else if (!this.panel.hidden) this.load();
  }

  // --- the rest

  async rate(given) {
    try {
      await this.client.feedback(given);
      this.tell("rated", { rating: given.rating });
      return true;
    } catch {
      this.log.say(this.t.feedback_failed);
      return false;
    }
  }

  async startAnew() {
    try {
      await this.client.session(true);
    } catch {
      this.log.warn(this.t.new_chat_failed);
      return;
    }
    this.client.memory.set("outbox", null);
    this.client.memory.set("chat", Date.now());
    this.failed.clear();
    this.log.clear();
    this.log.welcome(this.client.starters, (text) => this.ask(text, text, true));
    this.input.focus();
    this.tell("new-chat");
  }

  // A greeting beside the launcher, where the site asks for one: once a session, and never in the way.
  plan() {
    const seconds = Number(this.dataset.greetAfter);
    if (!(seconds >= 0) || !this.dataset.greetAfter || this.client.memory.get("greeted", "sessionStorage")) return;
    setTimeout(() => {
      if (!this.panel.hidden || this.client.memory.get("greeted", "sessionStorage")) return;
      this.client.memory.set("greeted", true, "sessionStorage");
      this.greet(this.dataset.greeting || this.t.greeting);
    }, seconds * 1000);
  }

  greet(text) {
    if (text === null) return this.greeting.replaceChildren();
    const dismiss = el("button", { type: "button", class: "tool", "aria-label": this.t.dismiss, onclick: () => (this.greet(null), this.launcher.focus()) }, icon("close"));
    return this.greeting.replaceChildren(el("button", { type: "button", class: "quiet", onclick: () => this.open() }, text), dismiss);
  }
}

const HERE = document.currentScript;
customElements.get("career-advisor") || customElements.define("career-advisor", CareerAdvisor);

function mount() {
  if (document.querySelector("career-advisor")) return;
  const made = document.createElement("career-advisor");
  Object.assign(made.dataset, HERE?.dataset);
  made.dataset.server = (HERE?.dataset.server || new URL(HERE.src).origin).replace(/\/+$/, "");
  document.body.append(made);
}

if (document.body) mount();
else document.addEventListener("DOMContentLoaded", mount);
