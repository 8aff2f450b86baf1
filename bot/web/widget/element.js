// The component: launcher, panel, and the order in which things happen.

const PHONE = "(max-width: 480px)";
const FOCUSABLE = "button, textarea, a[href], summary, [tabindex='0']";
// What is typed, pasted, dragged and scrolled inside the panel is none of the page's, as if it were a frame: the
// page would take it for its own shortcuts, since it sees the component only. Clicks pass: menus close by them.
const KEYS = ["keydown", "keypress", "keyup"];
const PRIVATE = `beforeinput input compositionstart compositionupdate compositionend paste copy cut focusin
focusout selectstart contextmenu wheel touchmove dragenter dragover drop`.split(/\s+/);

class CareerAdvisor extends HTMLElement {
  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    this.root = this.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [sheet];
    for (const name of PRIVATE) {
      this.root.addEventListener(name, (event) => this.isInside(event) && event.stopPropagation(), { passive: true });
    }
  }

  connectedCallback() {
    this.listen();
    if (!this.client) this.begin();
    this.unzoom();
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  listen() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    window.addEventListener("online", () => this.online(), { signal });
    window.addEventListener("offline", () => this.connection(), { signal });
    window.addEventListener("storage", (event) => this.elsewhere(event), { signal });
    // On their way down, so that listeners of the document never get them either; what needs a key is done here.
    for (const name of KEYS) window.addEventListener(name, (event) => this.keyed(event), { signal, capture: true });
  }

  isInside(event) {
    return event.composedPath().includes(this.panel);
  }

  begin() {
    const wanted = (this.dataset.lang || document.documentElement.lang || "en").toLowerCase().split("-")[0];
    this.lang = Object.hasOwn(STRINGS, wanted) ? wanted : "en";
    this.t = STRINGS[this.lang];
    this.client = new Client(serverAddress(this.dataset.server));
    this.client.onLost = () => this.log.notice(this.t.session_over);
    this.unread = 0;
    this.failed = new Set();
    this.draw();
    this.connection();
    this.count();
    this.plan();
    this.emit("ready", { milliseconds: Math.round(performance.now() - STARTED) });
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
    this.composer = new Composer(t, this.client.memory, (text) => this.ask(text));
    this.input = this.composer.box;
    const name = el("div", { class: "name" }, el("h2", {}, t.name), el("p", {}, t.tagline));
    const header = el("header", {}, el("span", { class: "face", "aria-hidden": "true" }, icon("chat")), name,
      iconButton(t.new_chat, icon("fresh"), () => this.startAnew()), iconButton(t.close, icon("close"), () => this.close()));
    this.panel = el("section", { class: "panel", role: "dialog", "aria-label": t.name, hidden: true }, header, this.banner, this.log.element, this.composer.element);
    this.frame = el("div", { class: "frame", lang: this.lang, dir: t.dir }, this.panel, this.greeting, this.launcher);
    this.root.append(this.frame);
  }

  // A page that zooms itself by CSS would push the panel off the screen.
  unzoom() {
    this.frame.style.zoom = 1 / (this.parentElement?.currentCSSZoom || 1);
  }

  emit(name, detail = {}) {
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
    this.unzoom();
    this.composer.limit.check();
    this.input.focus({ preventScroll: true });
    this.emit("opened");
    await this.load();
  }

  close() {
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
    this.emit("closed");
  }

  keyed(event) {
    if (!this.isInside(event)) return;
    event.stopImmediatePropagation();
    if (event.type === "keydown" && !isComposing(event)) this.key(event);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && this.root.activeElement === this.input) {
      event.preventDefault();
      this.composer.submit();
    }
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

  // A site may ask for its visitor too; the panel opens then.
  ask(text, shown = text, picked = false) {
    this.open();
    const item = { id: newId(), text, shown };
    this.client.keep(item);
    this.log.intro.querySelector(".choices")?.remove();
    this.log.user({ id: item.id, text: shown }, { state: navigator.onLine ? this.t.sending : this.t.queued });
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
      this.emit("answered", { outcome: last?.custom?.outcome, topic: last?.custom?.topic, milliseconds: Math.round(performance.now() - started) });
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
      this.emit("rated", { rating: given.rating });
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
    this.emit("new-chat");
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
    const dismiss = iconButton(this.t.dismiss, icon("close"), () => (this.greet(null), this.launcher.focus()));
    return this.greeting.replaceChildren(textButton("quiet", text, () => this.open()), dismiss);
  }
}
