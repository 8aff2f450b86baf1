// What the page does beside its chat: its own words, the starters, and a question that its address brings along.

const pageSheet = new CSSStyleSheet();
pageSheet.replaceSync(PAGE_CSS);
document.adoptedStyleSheets = [pageSheet];

const address = new URL(location.href);
const spoken = new Memory(serverAddress(".")).get("lang");
if (spoken && !address.searchParams.has("lang") && spoken !== document.documentElement.lang && Object.hasOwn(LANGUAGES, spoken)) {
  address.searchParams.set("lang", spoken);
  location.replace(address);
}

document.addEventListener("click", ({ target }) => {
  if (!target.matches?.(".starters button")) return;
  const text = target.textContent;
  document.querySelector("career-advisor").ask(text, text, true);
});

// It is written and not sent: whoever made the link is not who asks.
document.addEventListener("DOMContentLoaded", async () => {
  const asked = address.searchParams.get("ask");
  if (!asked?.trim()) return;
  const advisor = document.querySelector("career-advisor");
  await advisor.ready;
  advisor.composer.fill(asked.trim());
  address.searchParams.delete("ask");
  history.replaceState(null, "", address);
});
