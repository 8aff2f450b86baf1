// Elements are made here and nowhere else: by name, with text as text. Nothing is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

// JSON without the toJSON that old libraries give to every array and object of the page.
function json(value) {
  if (Array.isArray(value)) return `[${value.map((item) => json(item)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  return `{${Object.keys(value).map((key) => `${JSON.stringify(key)}:${json(value[key])}`).join(",")}}`;
}

const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);

// What is null or undefined is left out.
function made(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value != null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const el = (name, attributes = {}, ...children) => made(document.createElement(name), attributes, children);

const svg = (name, attributes = {}, ...children) => made(document.createElementNS(SVG, name), attributes, children);

const ICONS = {
  chat: "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 4.2c-.5.5-1.4.1-1.4-.6V16A2.5 2.5 0 0 1 4 13.5z",
  close: "M6 6l12 12M18 6L6 18",
  fresh: "M12 5H6.5A2.5 2.5 0 0 0 4 7.5v10A2.5 2.5 0 0 0 6.5 20h10a2.5 2.5 0 0 0 2.5-2.5V12M17.5 4.5l2 2L12 14l-3 1 1-3z",
  send: "M12 19V5M6 11l6-6 6 6",
  up: "M7 11v9H4.5A1.5 1.5 0 0 1 3 18.5v-6A1.5 1.5 0 0 1 4.5 11zm0 0l4-7.5c1.5 0 2.5 1 2.5 2.5L13 10h5.5a2 2 0 0 1 2 2.3l-1 6a2 2 0 0 1-2 1.7H7",
  menu: "M4 7h16M4 12h16M4 17h16",
  dots: "M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zm7 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0zm7 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0z",
  copy: "M9 9h11v12H9zM15 9V3H4v12h5",
};

const icon = (name, turn = 0) =>
  svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: ICONS[name], transform: `rotate(${turn} 12 12)` }));

const textButton = (kind, text, onclick) => el("button", { type: "button", class: kind, onclick }, text);

const iconButton = (label, picture, onclick, kind = "tool") =>
  el("button", { type: "button", class: kind, "aria-label": label, title: label, onclick }, picture);

// Only an address that a browser opens as a page becomes a link.
function pageAddress(text) {
  if (!/^https?:\/\/[^\s\\]+$/i.test(text)) return null;
  try {
    const address = new URL(text);
    return /^https?:$/.test(address.protocol) && !address.username && !address.password ? address.href : null;
  } catch {
    return null;
  }
}
