// Draws the blocks of an answer. What does not have the form of the contract is left out, and the rest is drawn.

const list = (value) => (Array.isArray(value) ? value : []);
const words = (value) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

// Roles, as browsers forget what a table is once its rows are drawn as cards, in a narrow chat.
function table(caption, columns, rows, t) {
  const row = (...cells) => el("tr", { role: "row" }, ...cells);
  const head = row(...columns.map((one) => el("th", { scope: "col", role: "columnheader" }, words(one))));
  const body = rows.map((cells) =>
    row(...list(cells).map((cell, place) =>
      place ? el("td", { role: "cell", "data-label": words(columns[place]) }, words(cell)) : el("th", { scope: "row", role: "rowheader" }, words(cell)))),
  );
  const group = { role: "rowgroup" };
  const kind = columns.length > 2 ? "wide" : null;
  const drawn = el("table", { role: "table", class: kind }, el("caption", {}, el("span", {}, caption)), el("thead", group, head), el("tbody", group, ...body));
  const label = fill(t.table, { title: caption });
  return el("div", { class: "scroller", role: "region", tabindex: "0", "aria-label": label }, drawn);
}

const outward = (href, ...content) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...content);

function source(item, t) {
  const title = item.title_supplied ? `[${words(item.title)}]` : words(item.title);
  const address = pageAddress(words(item.location));
  const name = address ? outward(address, title, el("span", { class: "unseen" }, ` ${t.new_tab}`)) : el("span", {}, title);
  const notes = [words(item.date), item.attributed_to ? fill(t.cites, { name: words(item.attributed_to) }) : ""];
  const badges = notes.filter(Boolean).map((note) => el("span", { class: "badge-note" }, note));
  return el("li", {}, name, " ", ...badges.flatMap((badge) => [badge, " "]), el("small", {}, words(item.attribution)));
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
  contact: (block) => {
    const [address, link] = [words(block.address), words(block.link)];
    const href = /^mailto:/.test(link) ? link : pageAddress(link);
    return el("p", {}, words(block.text), " ", href ? outward(href, address) : address);
  },
  sources,
  buttons: (block, _, pick) => buttons(block, pick),
};

function drawn(blocks, t, pick) {
  const known = list(blocks).filter((block) => block && Object.hasOwn(DRAW, block.type));
  return known.map((block) => DRAW[block.type](block, t, pick)).filter(Boolean);
}
