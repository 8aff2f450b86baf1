// Puts the chat on the page, and keeps it there when the page replaces its content.

// A module has no current script, but its address is in the stack of an error.
const SOURCE =
  document.currentScript?.src || /https?:\/\/\S+?(?=(:\d+)+\)?$)/m.exec(new Error().stack)?.[0] || document.baseURI;
const TAG = document.currentScript ?? [...document.scripts].find(({ src }) => src === SOURCE);

// Where the advisor is: as the site says, else beside the script.
const serverAddress = (given) => new URL(given || ".", given ? document.baseURI : SOURCE).href.replace(/\/+$/, "");

function mount() {
  if (document.querySelector("career-advisor")) return;
  const made = document.createElement("career-advisor");
  Object.assign(made.dataset, TAG?.dataset);
  // Beside the body: neither its transform nor the page that replaces it takes the chat along.
  const attach = () => {
    const root = document.documentElement;
    root.append(made);
    watch.observe(root, { childList: true });
  };
  // A page that removes the chat alone means it; one that removes other parts with it does not.
  const watch = new MutationObserver((changes) => {
    const others = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node !== made));
    if (others && !made.isConnected && document.documentElement) attach();
  });
  watch.observe(document, { childList: true });
  attach();
}

customElements.get("career-advisor") || customElements.define("career-advisor", CareerAdvisor);
if (document.body) mount();
else document.addEventListener("DOMContentLoaded", mount);
