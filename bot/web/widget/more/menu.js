// The menu: the conversation as a file and on paper, how the chat looks, and what is stored on its visitor.

const SIZES = { normal: "1", large: "1.2", largest: "1.45" };
const UNDO_MS = 10000;

// What a visitor has chosen is kept in this browser.
function applyDisplay(advisor) {
  const { memory } = advisor.client;
  advisor.frame.style.setProperty("--_size", SIZES[memory.get("size")] ?? SIZES.normal);
  advisor.toggleAttribute("data-calm", memory.get("calm") === true);
}

const field = (label, control) => el("label", { class: "choice" }, el("span", {}, label), control);

function selection(label, options, value, change) {
  const control = el("select", {}, ...Object.entries(options).map(([key, text]) => el("option", { value: key, selected: key === value }, text)));
  control.addEventListener("change", () => change(control.value));
  return field(label, control);
}

class Menu {
  constructor(advisor, t, popup) {
    this.advisor = advisor;
    this.t = t;
    this.popup = popup;
  }

  toggle() {
    const { t, advisor } = this;
    const title = (text) => el("p", { class: "title" }, text);
    const item = (text, work) => textButton("item", text, work);
    this.popup.toggle(advisor.menu, advisor.header, t.close,
      title(t.conversation),
      item(t.save, () => this.ifAny(() => this.save())),
      item(t.print, () => this.ifAny(() => printOnly(advisor))),
      title(t.settings),
      ...this.display(),
      title(t.yours),
      el("p", { class: "hint" }, t.file_hint),
      item(t.export, () => this.exportData()),
      item(t.delete, (event) => this.confirm(event.target)));
  }

  display() {
    const { t, advisor } = this;
    const { memory } = advisor.client;
    const keep = (name, value) => {
      memory.set(name, value);
      applyDisplay(advisor);
    };
    const calm = el("input", { type: "checkbox", checked: memory.get("calm") === true });
    calm.addEventListener("change", () => keep("calm", calm.checked));
    return [
      selection(t.language, LANGUAGES, advisor.lang, (lang) => this.speak(lang)),
      el("p", { class: "hint" }, t.answers_in_english),
      selection(t.size, t.sizes, memory.get("size") ?? "normal", (size) => keep("size", size)),
      field(t.motion, calm),
    ];
  }

  // The chat is drawn anew; a page is asked for anew, since its own words are the server's.
  async speak(lang) {
    const { advisor } = this;
    advisor.client.memory.set("lang", lang);
    if (advisor.paged) return location.assign(`?lang=${lang}`);
    advisor.frame.remove();
    advisor.reached = false;
    await advisor.start();
    return advisor.open();
  }

  ifAny(work) {
    this.popup.close(true);
    if (this.advisor.log.replies.size) work();
    else this.advisor.log.notice(this.t.nothing);
  }

  save() {
    const { t, advisor } = this;
    download(`${t.file}.md`, conversationAsMarkdown([...advisor.log.replies.values()], t, advisor.lang), "text/markdown");
    advisor.log.notice(t.saved);
  }

  async exportData() {
    const { t, advisor } = this;
    this.popup.close(true);
    try {
      const reply = await advisor.client.withSession(() => advisor.client.post("export", {}));
      download(`${t.file}.json`, await reply.text(), "application/json");
      advisor.log.notice(t.saved);
    } catch {
      advisor.log.warn(t.failed);
    }
  }

  confirm(button) {
    const { t } = this;
    const asked = el("div", { class: "confirm", role: "alertdialog", "aria-label": t.confirm }, el("p", {}, t.confirm),
      textButton("quiet danger", t.confirm_delete, () => this.erase()), textButton("quiet", t.cancel, () => (asked.replaceWith(button), button.focus())));
    button.replaceWith(asked);
    asked.querySelector(".quiet:last-child").focus();
  }

  async erase() {
    const { t, advisor } = this;
    const { client } = advisor;
    this.popup.close(true);
    try {
      if (client.memory.get("token")) await client.post("erase", {});
    } catch (error) {
      if (error.status !== 401) return advisor.log.warn(t.failed); // a session that is over has nothing to erase here
    }
    for (const key of ["token", "outbox", "left"]) client.memory.set(key, null);
    advisor.input.value = "";
    advisor.composer.keep();
    await advisor.begunAnew();
    return advisor.log.notice(t.deleted);
  }
}

// A new chat may be taken back for some seconds; then the server ends the earlier session.
class NewChat {
  constructor(advisor, t) {
    this.advisor = advisor;
    this.t = t;
    window.addEventListener("pagehide", () => this.end());
    // That of a page that was closed before; another tab may still take its own back.
    if (!(advisor.client.memory.get("left")?.until > Date.now())) this.end();
  }

  async begin() {
    const { advisor, t } = this;
    const { client } = advisor;
    const token = client.memory.get("token");
    await this.end();
    client.memory.set("token", null);
    try {
      await client.session();
    } catch {
      client.memory.set("token", token);
      return advisor.log.warn(t.failed);
    }
    client.memory.set("left", { token, until: Date.now() + UNDO_MS });
    const had = advisor.log.replies.size > 0;
    await advisor.begunAnew();
    this.timer = setTimeout(() => this.end(), UNDO_MS);
    if (!had) return undefined;
    advisor.log.say(t.cleared);
    this.bar = el("div", { class: "undo", role: "group", "aria-label": t.cleared }, el("span", {}, t.cleared), textButton("quiet", t.undo, () => this.undo()));
    return advisor.composer.element.before(this.bar);
  }

  async undo() {
    const { advisor } = this;
    const { memory } = advisor.client;
    const [earlier, begun] = [memory.get("left"), memory.get("token")];
    this.forget();
    memory.set("token", earlier.token);
    memory.set("left", { token: begun, until: 0 }); // the one that was begun is ended in its place
    memory.set("outbox", null);
    memory.set("chat", Date.now());
    advisor.forget();
    advisor.reached = false;
    await advisor.load();
    advisor.input.focus();
    await this.end();
  }

  forget() {
    clearTimeout(this.timer);
    this.bar?.remove();
    this.bar = null;
  }

  async end() {
    const { client } = this.advisor;
    const left = client.memory.get("left");
    this.forget();
    if (!left?.token) return;
    client.memory.set("left", null);
    try {
      await fetch(`${client.server}/web/session`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${left.token}` },
        body: json({ new: true }),
        credentials: "omit",
        keepalive: true,
      });
    } catch {
      client.memory.set("left", { ...left, until: 0 }); // at the next visit
    }
  }
}
