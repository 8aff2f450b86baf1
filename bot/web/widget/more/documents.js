// A resume as a file: chosen, dropped on the chat, or written where a message has no room for it. It is read into
// memory, so that it can be sent again, and goes with this page.

const KINDS = [".txt", ".pdf", ".docx"]; // by their names; the server looks at what is in them
const LARGEST = 1000000; // bytes that the server takes

ICONS.attach = "M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.2 17.2a1.7 1.7 0 0 1-2.4-2.4L14.5 7";

class Documents {
  constructor(advisor, t) {
    this.advisor = advisor;
    this.t = t;
    this.shown = new Set(); // what stands in the conversation for a file
    this.input = el("input", { type: "file", accept: KINDS.join(), hidden: true });
    this.input.addEventListener("change", () => this.chosen());
    this.button = iconButton(t.send_file, icon("attach"), () => this.choose());
    this.button.title = t.file_hint;
    const { limit, field } = advisor.composer;
    limit.element.after(el("p", { class: "offer" }, textButton("quiet", t.send_text, () => this.sendText())));
    field.before(this.button, this.input);
    this.takeDrops(advisor.panel);
  }

  choose() {
    this.input.click();
  }

  chosen() {
    const files = [...this.input.files];
    this.input.value = ""; // or the same file could not be chosen again
    this.take(files);
  }

  // Only files are taken: text that is dropped on the box is the box's.
  takeDrops(panel) {
    const isFile = (event) => event.dataTransfer?.types.includes("Files");
    const over = (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      panel.dataset.drop = this.t.file_drop;
    };
    panel.addEventListener("dragenter", over);
    panel.addEventListener("dragover", over);
    panel.addEventListener("dragleave", (event) => panel.contains(event.relatedTarget) || delete panel.dataset.drop);
    panel.addEventListener("drop", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      delete panel.dataset.drop;
      this.take([...event.dataTransfer.files]);
    });
  }

  async take([file, ...others]) {
    const { t } = this;
    if (!file) return;
    if (others.length) return this.refuse(t.file_one);
    if (!KINDS.some((kind) => file.name.toLowerCase().endsWith(kind))) return this.refuse(t.file_kind);
    if (file.size > LARGEST) return this.refuse(t.file_large);
    try {
      this.send(new Blob([await file.arrayBuffer()]), fill(t.file_shown, { name: file.name }), () => this.choose(), t.file_other);
    } catch {
      this.refuse(t.file_unreadable); // it is gone, a folder, or may not be read
    }
  }

  refuse(text) {
    this.advisor.log.warn(text, () => this.choose(), this.t.file_other);
  }

  // What is refused comes back into the box, before what was written since.
  sendText() {
    const { t, advisor } = this;
    const { box } = advisor.composer;
    const text = box.value.trim();
    const file = new Blob([text]);
    if (file.size > LARGEST) return advisor.log.warn(t.text_large);
    advisor.composer.fill("");
    const back = () => advisor.composer.fill([text, box.value].filter(Boolean).join("\n"));
    return this.send(file, fill(t.text_shown, { n: [...text].length.toLocaleString(advisor.lang) }), back, t.text_back);
  }

  send(file, shown, again, label) {
    const { t } = this;
    this.shown.add(shown);
    const refusals = { 400: t.file_unreadable, 413: t.file_large, 415: t.file_kind, 422: t.file_unreadable };
    this.advisor.put({ text: "", shown, file, sending: t.file_sending, sent: t.file_sent, refusals, again, label });
  }

  // A link can bring a question along, and no file.
  questionOf(reply) {
    return this.shown.has(reply.question) ? "" : reply.question;
  }
}
