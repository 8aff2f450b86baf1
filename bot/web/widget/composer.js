// Where the visitor writes. What is too long stays as it is and is said to be, since a cut would go unseen.

const LONGEST = 1000; // characters that the server takes, as it counts them
const NEARLY = 900;

const lengthOf = (text) => [...text.trim()].length;
const isTooLong = (box) => lengthOf(box.value) > LONGEST;

// Enter and Escape of an input method choose or leave its suggestions. Safari ends the composition before the key.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

// Returns the notice of a box, which grows with its text up to a height.
function limited(box, t) {
  const count = el("span", { "aria-hidden": "true" });
  const said = el("span", { role: "status" });
  const check = () => {
    const length = lengthOf(box.value);
    count.textContent = length > NEARLY ? `${length} / ${LONGEST} ` : "";
    const text = isTooLong(box) ? t.too_long : "";
    if (said.textContent !== text) said.textContent = text;
    box.setAttribute("aria-invalid", String(isTooLong(box)));
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + box.offsetHeight - box.clientHeight, 132)}px`;
  };
  box.addEventListener("input", check);
  return { check, element: el("p", { class: "limit" }, count, said) };
}

class Composer {
  constructor(t, memory, ask) {
    this.memory = memory;
    this.ask = ask;
    this.box = el("textarea", { rows: "1", dir: "auto", "aria-label": t.input, placeholder: t.placeholder, enterkeyhint: "send" });
    this.box.value = words(memory.get("draft", "sessionStorage"));
    this.limit = limited(this.box, t);
    this.box.addEventListener("input", () => this.keep());
    // No form: a frame that may not send forms could not send messages either.
    const send = iconButton(t.send, icon("send"), () => this.submit(), "send");
    this.field = el("div", { class: "field" }, this.box);
    this.element = el("div", { class: "composer" }, this.limit.element, this.field, send);
  }

  // Writes for the visitor, who may change it before it is sent.
  fill(text) {
    this.box.value = text;
    this.keep();
    this.limit.check();
    this.box.focus({ preventScroll: true });
  }

  keep() {
    this.memory.set("draft", this.box.value || null, "sessionStorage");
  }

  submit() {
    const text = this.box.value.trim();
    if (!text || isTooLong(this.box)) return;
    this.box.value = "";
    this.keep();
    this.limit.check();
    this.ask(text);
  }
}
