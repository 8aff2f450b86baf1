// Draws the blocks of an answer. What does not have the form of the contract is left out, and the rest is drawn.

const list = (value) => (Array.isArray(value) ? value : []);
const words = (value) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

function table(caption, columns, rows, t) {
  const head = el("tr", {}, ...columns.map((one) => el("th", { scope: "col" }, words(one))));
  const body = rows.map((row) =>
    el("tr", {}, ...list(row).map((cell, place) => (place ? el("td", {}, words(cell)) : el("th", { scope: "row" }, words(cell))))),
  );
  const drawn = el("table", {}, el("caption", {}, el("span", {}, caption)), el("thead", {}, head), el("tbody", {}, ...body));
  const label = fill(t.table, { title: caption });
  return el("div", { class: "scroller", role: "region", tabindex: "0", "aria-label": label }, drawn);
}

function source(item, t) {
  const title = item.title_supplied ? `[${words(item.title)}]` : words(item.title);
  const address = pageAddress(words(item.location));
  const name = address
    ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title, el("span", { class: "unseen" }, ` ${t.new_tab}`))
    : el("span", {}, title);
  const more = [words(item.date), item.attributed_to ? fill(t.cites, { name: words(item.attributed_to) }) : "", words(item.attribution)];
  return el("li", {}, name, el("small", {}, more.filter(Boolean).join(" · ")));
}

function sources(block, t) {
  const items = list(block.items).filter((item) => item && typeof item === "object");
  const count = items.length === 1 ? t.sources_one : fill(t.sources_many, { n: items.length });
  return el("details", {}, el("summary", {}, count), el("ul", {}, ...items.map((item) => source(item, t))));
}

function buttons(block, pick) {
  const items = list(block.items).filter((item) => words(item?.title) && words(item?.payload));
  const chips = items.map((item) =>
    el("li", {}, textButton("chip", words(item.title), () => pick(words(item.payload), words(item.title)))),
  );
  const title = words(block.title);
  return el("div", { class: "choices" }, title ? el("p", { class: "hint" }, title) : null, el("ul", {}, ...chips));
}

const DRAW = {
  text: (block) => el("p", {}, words(block.text)),
  note: (block, t) => el("p", { class: "note" }, el("strong", {}, `${t.note}: `), words(block.text)),
  list: (block) => {
    const items = list(block.items).map((item) => el("li", {}, words(item)));
    const title = words(block.title);
    return el("div", {}, title ? el("p", { class: "title" }, title) : null, el(items.length > 1 ? "ol" : "ul", {}, ...items));
  },
  table: (block, t) => table(words(block.caption), list(block.columns), list(block.rows), t),
  chart,
  sources,
  buttons: (block, _, pick) => buttons(block, pick),
};

function drawn(blocks, t, pick) {
  const known = list(blocks).filter((block) => block && Object.hasOwn(DRAW, block.type));
  return known.map((block) => DRAW[block.type](block, t, pick)).filter(Boolean);
}
