const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
document.adoptedStyleSheets = [sheet];

document.addEventListener("click", async ({ target }) => {
  if (target.matches(".starters button")) {
    const advisor = document.querySelector("career-advisor");
    await advisor?.ask(target.textContent);
  }
  if (target.matches(".copy")) {
    await navigator.clipboard?.writeText(document.querySelector("code").textContent);
    target.textContent = target.dataset.done;
  }
});

// The server does not know the path that a proxy serves it below; the address of this page has it.
document.addEventListener("DOMContentLoaded", () => {
  const code = document.querySelector("code");
  const here = new URL(".", location.href).href.replace(/\/$/, "");
  code.textContent = code.textContent.replaceAll(code.dataset.server, here);
});
