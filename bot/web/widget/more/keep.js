// Ways to keep an answer and a conversation: files, paper, mail and links. None of them needs the server.

const LONGEST_MAIL = 1600; // characters of an encoded body that every mail program takes

function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// A link to the page that has the question ready. What else was said in the conversation is not in it.
const linkTo = (server, question) => `${server}/${question && `?ask=${encodeURIComponent(question)}`}`;

// Cuts at a character, not within one, and says so.
function mailOf(reply, t, link) {
  const end = `\n\n${link}`;
  const whole = [...reply.text];
  let body = reply.text + end;
  for (let kept = whole.length; encodeURIComponent(body).length > LONGEST_MAIL && kept > 0; ) {
    kept = Math.floor(kept * 0.9);
    body = `${whole.slice(0, kept).join("")} …\n\n${t.email_cut}${end}`;
  }
  const subject = fill(t.email_subject, { question: [...reply.question].slice(0, 120).join("") });
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}

// Of a page that embeds the chat, only the chat is printed, and only this once.
const ALONE = "@page { margin: 16mm; } @media print { html > body { display: none !important; } }";

function printOnly(advisor, id) {
  const answer = id && advisor.log.seen.get(id);
  const question = answer?.previousElementSibling;
  const chosen = answer ? [...(question?.matches(".user") ? [question] : []), answer] : [];
  const sheet = new CSSStyleSheet();
  if (!advisor.paged) sheet.replaceSync(ALONE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  advisor.dataset.printing = answer ? "answer" : "all";
  for (const one of chosen) one.classList.add("printed");
  const after = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    delete advisor.dataset.printing;
    for (const one of chosen) one.classList.remove("printed");
  };
  window.addEventListener("afterprint", after, { once: true });
  window.print();
}

// On paper nothing can be opened, so sources are, and what is folded is shown. A chart shows its data itself.
function openForPrint(log) {
  let [opened, shown] = [[], []];
  window.addEventListener("beforeprint", () => {
    opened = [...log.element.querySelectorAll("details:not([open])")];
    shown = [...log.element.querySelectorAll(".message [hidden]")].filter((one) => !one.parentElement.closest("figure"));
    for (const one of opened) one.open = true;
    for (const one of shown) one.hidden = false;
  });
  window.addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    for (const one of shown) one.hidden = true;
    [opened, shown] = [[], []];
  });
}
