// Why an answer did not help: reasons to choose from, and room for words.

const pressed = (button) => button.getAttribute("aria-pressed") === "true";

function reasonButton(reason, text) {
  const made = textButton("quiet", text, () => made.setAttribute("aria-pressed", String(!pressed(made))));
  made.setAttribute("aria-pressed", "false");
  made.dataset.reason = reason;
  return made;
}

function askWhy(advisor, t, id, bar) {
  bar.querySelector(".comment")?.remove();
  const reasons = Object.entries(t.reasons).map(([reason, text]) => reasonButton(reason, text));
  const box = el("textarea", { rows: "2", dir: "auto", "aria-label": t.comment, placeholder: t.comment });
  const send = async () => {
    const comment = box.value.trim();
    const chosen = reasons.filter((one) => pressed(one)).map((one) => one.dataset.reason);
    const given = { answer_id: id, rating: -1, comment: comment || null, reasons: chosen };
    if (isTooLong(box) || ((comment || chosen.length) && !(await advisor.rate(given)))) return;
    made.remove();
    advisor.log.say(t.thanks);
  };
  const group = el("div", { class: "reasons", role: "group", "aria-label": t.why }, ...reasons);
  const made = el("div", { class: "comment" }, group, box, limited(box, t).element, textButton("quiet", t.comment_send, send));
  bar.append(made);
}
