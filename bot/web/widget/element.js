// The component: launcher, panel, and the order in which things happen.

const PHONE = "(max-width: 480px)";
const FOCUSABLE = "button, textarea, a[href], summary, [tabindex='0']";
// What is typed, pasted, dragged and scrolled inside the panel is none of the page's, as if it were a frame: the
// page would take it for its own shortcuts, since it sees the component only. Clicks pass: menus close by them.
const KEYS = ["keydown", "keypress", "keyup"];
const PRIVATE = `beforeinput input compositionstart compositionupdate compositionend paste copy cut focusin
focusout selectstart contextmenu wheel touchmove dragenter dragover drop`.split(/\s+/);

class CareerAdvisor extends Sending(HTMLElement) {
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
    if (this.frame) this.unzoom();
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
    this.client = new Client(serverAddress(this.dataset.server));
    this.client.onLost = () => this.log.notice(this.t.session_over);
    this.paged = this.dataset.layout === "page";
    this.ready = this.start();
  }

  // In English it is there at once; the texts of another language are fetched first.
  async start() {
    const chosen = this.paged ? null : this.client.memory.get("lang"); // a page is in its language as a whole
    const wanted = (chosen || this.dataset.lang || document.documentElement.lang || "en").toLowerCase().split("-")[0];
    this.lang = Object.hasOwn(LANGUAGES, wanted) ? wanted : "en";
    this.t = STRINGS;
    if (this.lang !== "en") {
      try {
        this.t = (await this.client.texts(this.lang)).widget;
      } catch {
        this.lang = "en";
      }
    }
    this.unread = 0;
    this.failed = new Set();
    this.extras = null;
    this.draw();
    this.unzoom();
    this.connection();
    this.count();
    this.plan();
    this.emit("ready", { milliseconds: Math.round(performance.now() - STARTED) });
    if (this.paged) await this.load();
  }

  // What is not needed at once comes when the chat is opened; without it, questions are answered all the same.
  extend() {
    this.extras ??= this.extended().catch(() => (this.extras = null));
    return this.extras;
  }

  async extended() {
    const [made, texts] = await Promise.all([loadExtras(this.client.server), this.client.texts(this.lang)]);
    return made(this, texts);
  }

  draw() {
    const { t } = this;
    this.log = new Log(t, {
      lang: this.lang,
      pick: (payload, title) => this.ask(payload, title, true),
      rate: (given) => this.rate(given),
      share: async (id, button) => (await this.extend())?.share(id, button),
      comment: async (id, bar) => (await this.extend())?.comment(id, bar),
      about: (occupation) => this.discuss(occupation),
      paged: this.paged,
    });
    this.badge = el("span", { class: "badge", "aria-hidden": "true" });
    this.launcher = el("button", { type: "button", class: "launcher", "aria-expanded": "false", onclick: () => this.open() }, icon("chat"), this.badge);
    this.greeting = el("div", { class: "greeting", role: "status" });
    this.banner = el("p", { class: "banner", role: "status" });
    this.composer = new Composer(t, this.client.memory, (text) => this.ask(text));
    this.input = this.composer.box;
    const { paged } = this;
    const name = el("div", { class: "name" }, el(paged ? "h1" : "h2", {}, t.name), el("p", {}, t.tagline));
    this.menu = iconButton(t.menu, icon("menu"), async () => (await this.extend())?.menu());
    this.menu.setAttribute("aria-expanded", "false");
    const tools = [this.menu, iconButton(t.new_chat, icon("fresh"), () => this.startAnew())];
    if (!paged) tools.push(iconButton(t.close, icon("close"), () => this.close()));
    this.header = el("header", {}, el("span", { class: "face", "aria-hidden": "true" }, icon("chat")), name, ...tools);
    this.panel = el("section", { class: "panel", role: paged ? "region" : "dialog", "aria-label": t.name, hidden: !paged },
      this.header, this.banner, this.log.element, this.composer.element);
    this.frame = el("div", { class: "frame", lang: this.lang, dir: t.dir }, this.panel, ...(paged ? [] : [this.greeting, this.launcher]));
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
    if (this.paged) return;
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
    this.emit("closed");
  }

  keyed(event) {
    if (!this.isInside(event)) return;
    event.stopImmediatePropagation();
    if (event.type === "keydown" && !isComposing(event) && !this.closes?.(event)) this.key(event);
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
    this.extend();
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
  async elsewhere({ key, newValue }, tries = 3) {
    const { prefix } = this.client.memory;
    if (!newValue) return; // each value is removed before it is set
    if (key === `${prefix}chat`) {
      this.forget();
      this.reached = false;
      if (!this.panel.hidden) this.load();
    }
    if (key !== `${prefix}tick` || !this.reached) return;
    try {
      const news = await this.catchUp(false);
      if (this.panel.hidden) this.unread += news;
      this.count();
    } catch {
      if (tries && !this.panel.hidden) setTimeout(() => this.elsewhere({ key, newValue }, tries - 1), 2000);
      else this.reached = false; // it is loaded anew when the panel is opened again
    }
  }

  // What the conversation is about: an occupation's key, for what shows its facts.
  discuss(occupation) {
    if (!occupation) return;
    this.occupation = occupation;
    this.about?.(occupation);
  }

  // --- the state of the connection

  trouble(text) {
    this.problem = text;
    this.connection();
  }

  connection() {
    if (!this.panel) return;
    this.banner.textContent = navigator.onLine ? this.problem || "" : this.t.offline;
  }

  online() {
    if (!this.panel) return;
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
    await this.begunAnew();
  }

  forget() {
    this.client.files = [];
    this.failed.clear();
    this.log.clear();
  }

  async begunAnew() {
    if (!this.client.memory.get("token")) await this.client.session();
    this.client.memory.set("outbox", null);
    this.client.memory.set("chat", Date.now());
    this.forget();
    this.about?.(null);
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
