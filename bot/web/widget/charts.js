// Draws charts: each kind of figure in the form in which it is read best. Numbers stand beside every mark, so
// that nothing has to be read off a scale.

let WIDTH = 320; // as wide as it is seen, so that its words keep their size
const ROW = 40;
const BASE = 126; // where upright marks stand
const TALL = 98;
const SHADES = [1, 0.7, 0.46, 0.27, 0.12];

const fitCharts = (room) => {
  if (room > 0) WIDTH = Math.max(220, Math.min(480, room));
};

const most = (points) => Math.max(...points.map((point) => point.value), 0) || 1;
const write = (x, y, text, anchor = "start", name = "label") => svg("text", { x, y, class: name, "text-anchor": anchor }, text);
const figure = (x, y, text, anchor) => write(x, y, text, anchor, "figure");
const box = (x, y, width, height, name, more) => svg("rect", { x, y, width, height, rx: Math.min(4, height / 2), class: name, ...more });
// The marks of one point, which is read when it is pointed at anywhere around them.
const marked = (place, x, y, width, height, ...marks) =>
  svg("g", { "data-point": place }, svg("rect", { x, y, width, height, class: "hit" }), ...marks);
const short = (text, room) => (text.length * 7 > room ? `${text.slice(0, Math.max(1, Math.floor(room / 7) - 1))}…` : text);

// Amounts beside each other; shares and ranges on a track, which is the whole.
function rows(points, kind) {
  const whole = kind === "share" ? 100 : most(points) * (kind === "range" ? 1.2 : 1);
  const end = (value) => (Math.min(Math.max(value, 0), whole) / whole) * WIDTH;
  const drawn = points.map(({ label, value, display, low }, place) => {
    const y = place * ROW;
    const from = low < value ? end(low) : 0;
    return marked(place, 0, y, WIDTH, ROW,
      write(0, y + 15, short(label, WIDTH - 16 - display.length * 7.5)),
      figure(WIDTH, y + 15, display, "end"),
      ...(kind === "bar" ? [] : [box(0, y + 22, WIDTH, 8, "track")]),
      box(from, y + 22, Math.max(3, end(value) - from), 8, "bar"),
    );
  });
  return [points.length * ROW - 8, drawn];
}

// Steps in an order, such as levels and ages.
function columns(points) {
  const step = WIDTH / points.length;
  if (points.some(({ label, display }) => Math.max(label.length, display.length) * 7.4 > step)) return rows(points, "bar");
  const width = Math.min(step * 0.68, 64);
  const drawn = points.map(({ label, value, display }, place) => {
    const x = (place + 0.5) * step;
    const height = Math.max(3, (Math.max(value, 0) / most(points)) * TALL);
    return marked(place, place * step, 0, step, BASE + 26,
      figure(x, BASE - height - 7, display, "middle"),
      box(x - width / 2, BASE - height, width, height, "bar"),
      write(x, BASE + 20, label, "middle"),
    );
  });
  return [BASE + 26, [...drawn, box(0, BASE, WIDTH, 1, "axis")]];
}

// The parts of one whole, and what each stands for.
function stack(points) {
  let sum = 0;
  for (const { value } of points) sum += Math.max(value, 0);
  let x = 0;
  const drawn = points.map(({ label, value, display }, place) => {
    const shade = { "fill-opacity": SHADES[Math.min(place, SHADES.length - 1)] };
    const width = Math.max(2, (Math.max(value, 0) / (sum || 1)) * (WIDTH - 3 * (points.length - 1)));
    const y = 40 + place * 26;
    const part = box(x, 1, width, 24, "bar part", shade);
    x += width + 3;
    return marked(place, 0, y - 6, WIDTH, 26,
      part,
      box(1, y, 12, 12, "bar part", shade),
      write(22, y + 11, short(label, WIDTH - 38 - display.length * 7.5)),
      figure(WIDTH, y + 11, display, "end"),
    );
  });
  return [36 + points.length * 26, drawn];
}

// Values over years, as far apart as the years are.
function line(points) {
  const years = points.map(({ at }, place) => (Number.isFinite(at) ? at : place));
  const last = points.length - 1;
  const x = (place) => 6 + ((years[place] - years[0]) / (years[last] - years[0] || 1)) * (WIDTH - 12);
  const y = (place) => BASE - (Math.max(points[place].value, 0) / most(points)) * TALL;
  const path = points.map((_, place) => `${x(place)},${y(place)}`).join(" L");
  const room = ({ label, display }) => Math.max(label.length, display.length) * 7.4 + 8;
  let taken = 0; // up to here there are words already
  // Below the axis, since above it words would cover the line.
  const marks = points.map(({ label, display }, place) => {
    const [at, anchor] = place === 0 ? [0, "start"] : place === last ? [WIDTH, "end"] : [x(place), "middle"];
    const half = room(points[place]) / 2;
    const named = anchor !== "middle" || (at - half > taken && at + half < WIDTH - room(points[last]));
    if (named) taken = anchor === "start" ? 2 * half : at + half;
    const [from, to] = [place ? (x(place - 1) + x(place)) / 2 : 0, place < last ? (x(place) + x(place + 1)) / 2 : WIDTH];
    return marked(place, from, 0, to - from, BASE + 44,
      svg("circle", { cx: x(place), cy: y(place), r: 5, class: "dot" }),
      ...(named ? [write(at, BASE + 20, label, anchor), figure(at, BASE + 38, display, anchor)] : []),
    );
  });
  const area = svg("path", { d: `M${x(0)},${BASE} L${path} L${x(last)},${BASE}z`, class: "area" });
  return [BASE + 44, [area, box(0, BASE, WIDTH, 1, "axis"), svg("path", { d: `M${path}`, class: "line" }), ...marks]];
}

const KINDS = { bar: rows, share: rows, range: rows, column: columns, stack, line };

function chart(block, t) {
  const title = words(block.title);
  const points = list(block.points)
    .map((point) => ({ label: words(point?.label), value: Number(point?.value), display: words(point?.display), low: point?.low, at: point?.at }))
    .filter((point) => Number.isFinite(point.value));
  if (!points.length) return null;
  const asked = Object.hasOwn(KINDS, block.kind) ? block.kind : "bar";
  const kind = asked === "line" && points.length < 3 ? "column" : asked; // two points are no line
  const data = points.map((point) => `${point.label}: ${point.display}`).join("; ");
  const [height, marks] = KINDS[kind](points, kind);
  const name = fill(t.chart, { kind: t.charts[kind], title, data });
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, role: "img", tabindex: "0", "aria-label": name, "data-kind": kind }, ...marks);
  const rest = table(title, [t.what, t.value], points.map((point) => [point.label, point.display]), t);
  rest.hidden = true;
  const toggle = textButton("quiet", t.show_data, () => {
    rest.hidden = !rest.hidden;
    toggle.setAttribute("aria-expanded", String(!rest.hidden));
  });
  toggle.setAttribute("aria-expanded", "false");
  const reading = el("output", { class: "reading" }); // the point that is pointed at
  return el("figure", {}, el("figcaption", {}, title), picture, el("div", { class: "below" }, toggle, reading), rest);
}
