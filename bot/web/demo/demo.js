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
