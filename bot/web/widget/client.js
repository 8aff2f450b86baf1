// Talks to the server and remembers: the session, and what is not answered yet.

const ANSWER_MS = 30000;
const LONGEST_PAUSE_MS = 4000; // between two tries, so that a server that is back is soon noticed

class RefusedByServer extends Error {
  constructor(status, wait) {
    super(`status ${status}`);
    this.status = status;
    this.wait = wait;
  }
}

// Storage that may be forbidden or full; then this page remembers for itself.
class Memory {
  constructor(server) {
    this.prefix = `career-advisor|${server}|`;
    this.own = {};
  }

  get(key, store = "localStorage") {
    try {
      return JSON.parse(window[store].getItem(this.prefix + key)) ?? this.own[key] ?? null;
    } catch {
      return this.own[key] ?? null;
    }
  }

  set(key, value, store = "localStorage") {
    this.own[key] = value;
    try {
      window[store].removeItem(this.prefix + key); // where the new value has no room, the old one would be read
      if (value !== null) window[store].setItem(this.prefix + key, json(value));
    } catch {
      // The value stays in this page.
    }
  }
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Client {
  constructor(server) {
    this.server = server;
    this.memory = new Memory(server);
    this.starters = [];
    this.files = []; // that are not answered yet, in this page only
  }

  get outbox() {
    return list(this.memory.get("outbox"));
  }

  keep(item) {
    if (item.file) this.files.push(item);
    else this.memory.set("outbox", [...this.outbox.filter((one) => one.id !== item.id), item]);
  }

  drop(id) {
    this.files = this.files.filter((one) => one.id !== id);
    this.memory.set("outbox", this.outbox.filter((one) => one.id !== id));
  }

  async post(path, body, signal, headers = {}) {
    const token = this.memory.get("token");
    const isFile = body instanceof Blob;
    headers["Content-Type"] = isFile ? "application/octet-stream" : "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    const reply = await fetch(`${this.server}/web/${path}`, {
      method: "POST",
      headers,
      body: isFile ? body : json(body),
      credentials: "omit",
      signal: signal ?? AbortSignal.timeout(ANSWER_MS),
    });
    if (!reply.ok) throw new RefusedByServer(reply.status, Number(reply.headers.get("Retry-After")) || 0);
    return reply;
  }

  // What needs no session.
  async lookup(path, body, signal) {
    return (await this.post(path, body, signal)).json();
  }

  // All texts in a language; those that are shown before the chat is opened come with the script in English.
  async texts(lang) {
    const reply = await fetch(`${this.server}/strings/${lang}.json`, { credentials: "omit" });
    if (!reply.ok) throw new RefusedByServer(reply.status, 0);
    return reply.json();
  }

  // Two tabs that begin at once share one session.
  session(fresh = false) {
    const work = () => this.issue(fresh);
    return navigator.locks ? navigator.locks.request(`${this.memory.prefix}session`, work) : work();
  }

  async issue(fresh) {
    const had = this.memory.get("token");
    const session = await (await this.post("session", fresh ? { new: true } : {})).json();
    this.memory.set("token", session.token);
    this.starters = list(session.starters);
    return { lost: Boolean(had) && !session.renewed && !fresh };
  }

  async withSession(work) {
    if (!this.memory.get("token")) await this.session();
    try {
      return await work();
    } catch (error) {
      if (error.status !== 401) throw error;
      const { lost } = await this.session();
      if (lost) this.onLost?.();
      return work();
    }
  }

  async history() {
    return this.withSession(async () => list((await (await this.post("history", {})).json()).messages));
  }

  feedback(given) {
    return this.withSession(() => this.post("feedback", given));
  }

  // Sends a message under its id until it is answered; the server answers an id once, however often it comes.
  async send(item, on) {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const late = new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason)));
    return Promise.race([late, this.insist(item, on, signal, Date.now() + ANSWER_MS)]);
  }

  async insist(item, on, signal, ends) {
    for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.withSession(() => this.exchange(item, on, signal));
      } catch (error) {
        const later = error.wait ? error.wait * 1000 : wait;
        const final = error.status && ![429, 502, 503, 504].includes(error.status);
        if (final || signal.aborted || !navigator.onLine || Date.now() + later > ends) throw error;
        on.trouble(error.status === 429 ? Math.ceil(later / 1000) : 0);
        await pause(later);
      }
    }
  }

  async exchange(item, on, signal) {
    const resumed = item.last ? { "Last-Event-ID": item.last } : {};
    const sent = item.file
      ? [`document?message_id=${item.id}`, item.file]
      : ["message", { message: item.text, message_id: item.id }];
    const reply = await this.post(...sent, signal, resumed);
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new TypeError("the connection broke");
      text += value;
      const events = text.split("\n\n");
      text = events.pop();
      for (const event of events) {
        const [, name] = /^event: (.*)$/m.exec(event) ?? [];
        const data = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "{}");
        if (name === "done") return data;
        if (name === "typing") on.typing();
        if (name === "message") {
          on.message(data);
          item.last = data.custom?.id;
        }
      }
    }
  }
}
