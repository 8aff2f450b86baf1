// A list of things to do beneath a button, of which one is open at a time. Escape, a press outside it and the
// focus that leaves it close it.

class Popup {
  constructor(advisor) {
    this.advisor = advisor;
    this.element = null;
    advisor.root.addEventListener("pointerdown", (event) => this.inside(event) || this.close());
    advisor.root.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.element && relatedTarget && !this.element.contains(relatedTarget) && relatedTarget !== this.button) this.close();
    });
  }

  inside(event) {
    const path = event.composedPath();
    return !this.element || path.includes(this.element) || path.includes(this.button);
  }

  // Opens beneath a button inside a place; the button closes it again.
  toggle(button, place, label, ...content) {
    if (this.button === button) return this.close(true);
    this.close();
    this.button = button;
    this.element = el("div", { class: "popup", role: "group", "aria-label": label }, ...content);
    button.setAttribute("aria-expanded", "true");
    place.append(this.element);
    // Above the first answer there is no room to scroll to.
    const { top } = this.element.getBoundingClientRect();
    if (top < this.advisor.log.element.getBoundingClientRect().top) this.element.classList.add("under");
    this.element.scrollIntoView({ block: "nearest" });
    return this.element.querySelector("button, a, select, input")?.focus({ preventScroll: true });
  }

  close(back = false) {
    const { element, button } = this;
    if (!element) return;
    this.element = null;
    this.button = null;
    element.remove();
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus({ preventScroll: true });
  }

  key(event) {
    if (event.key !== "Escape" || !this.element) return false;
    event.preventDefault();
    this.close(true);
    return true;
  }
}
