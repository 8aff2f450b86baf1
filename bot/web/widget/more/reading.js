// Reads the points of a chart to those who point at them, touch them, or go to them with the arrow keys.

function readCharts(log, t) {
  const read = (picture, place) => {
    const points = [...picture.querySelectorAll("[data-point]")];
    const at = points[place];
    for (const one of points) one.classList.toggle("off", Boolean(at) && one !== at);
    const figure = picture.closest("figure");
    const cells = at ? [...figure.querySelectorAll("tbody tr")[place].children].map((cell) => cell.textContent) : [];
    figure.querySelector(".reading").textContent = cells.join(": ");
    picture.at = at ? place : -1;
  };
  const pictureOf = ({ target }) => target.closest?.("figure svg");
  const pointed = (event) => {
    const point = event.target.closest?.("[data-point]");
    if (point) read(point.closest("svg"), Number(point.dataset.point));
  };
  log.addEventListener("pointerover", pointed);
  log.addEventListener("pointerdown", pointed);
  log.addEventListener("pointerout", (event) => {
    const picture = pictureOf(event);
    if (picture && event.pointerType === "mouse" && !picture.contains(event.relatedTarget)) read(picture, -1);
  });
  log.addEventListener("focusin", (event) => {
    const picture = pictureOf(event);
    if (picture?.matches(":focus-visible")) picture.closest("figure").querySelector(".reading").textContent = t.read_points;
  });
  log.addEventListener("focusout", (event) => pictureOf(event) && read(pictureOf(event), -1));
}

// Whether the key was for a chart.
function readKey(event, root) {
  const picture = root.activeElement;
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!by || !picture?.matches("figure svg")) return false;
  event.preventDefault();
  const points = picture.querySelectorAll("[data-point]");
  const place = Math.min(points.length - 1, Math.max(0, (picture.at ?? -1) + by));
  points[place].dispatchEvent(new Event("pointerover", { bubbles: true }));
  return true;
}
