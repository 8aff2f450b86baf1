// Puts the extras on a chat that is open.

function install(advisor, texts) {
  const t = texts.more;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(MORE_CSS);
  advisor.root.adoptedStyleSheets = [...advisor.root.adoptedStyleSheets.slice(0, 1), sheet];
  applyDisplay(advisor);
  const popup = new Popup(advisor);
  const suggestions = new Suggestions(advisor, t);
  const newChat = new NewChat(advisor, t);
  const documents = new Documents(advisor, t);
  const menu = new Menu(advisor, t, popup);
  readCharts(advisor.log.element, t);
  openForPrint(advisor.log);
  advisor.startAnew = () => newChat.begin();
  // What has a key of its own before the chat has.
  advisor.closes = (event) => popup.key(event) || suggestions.key(event) || readKey(event, advisor.root);
  return {
    menu: () => menu.toggle(),
    comment: (id, bar) => askWhy(advisor, t, id, bar),
    share: (id, button) => share(advisor, popup, t, id, button, documents),
  };
}

function share(advisor, popup, t, id, button, documents) {
  const given = advisor.log.replies.get(id);
  const reply = { ...given, question: documents.questionOf(given) };
  const link = linkTo(advisor.client.server, reply.question);
  const copy = () => navigator.clipboard.writeText(link).then(() => (popup.close(true), advisor.log.done(button, t.link_copied)), () => {});
  const items = [
    el("a", { class: "item", href: mailOf(reply, t, link), onclick: () => popup.close(true) }, t.email),
    textButton("item", t.print_answer, () => (popup.close(true), printOnly(advisor, id))),
  ];
  if (navigator.clipboard && reply.question) items.unshift(textButton("item", t.copy_link, copy));
  if (navigator.clipboard && reply.custom?.topic) items.unshift(...answerLink(advisor, popup, t, reply, button));
  popup.toggle(button, button.parentElement, button.getAttribute("aria-label"), ...items);
}

// A link to the answer itself; what the visitor said is in it only if the box beside it is ticked.
function answerLink(advisor, popup, t, reply, button) {
  const box = el("input", { type: "checkbox" });
  const { personal } = reply.custom;
  const copy = async () => {
    try {
      const made = await advisor.client.withSession(() => advisor.client.post("share", { answer_id: reply.custom.id, whole: box.checked }));
      await navigator.clipboard.writeText(`${advisor.client.server}/${(await made.json()).path}`);
      popup.close(true);
      advisor.log.done(button, box.checked ? t.answer_copied_whole : t.answer_copied);
    } catch {
      popup.close(true);
      advisor.log.warn(t.failed);
    }
  };
  const item = textButton("item", t.copy_answer_link, copy);
  item.disabled = Boolean(personal);
  box.addEventListener("change", () => (item.disabled = Boolean(personal) && !box.checked));
  return [el("label", { class: "choice" }, el("span", {}, personal ? t.with_personal : t.with_question), box), item];
}

return install;
