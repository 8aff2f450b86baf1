// An answer and a conversation as Markdown, to be kept.

// Characters that Markdown would take for its own.
const plain = (text) => words(text).replace(/[\\`*_[\]<>#|]/g, "\\$&").replace(/\n+/g, " ");

function markdownTable(columns, rows) {
  const line = (cells) => `| ${cells.map((cell) => plain(cell)).join(" | ")} |`;
  return [line(columns), `|${" --- |".repeat(columns.length)}`, ...rows.map((row) => line(list(row)))].join("\n");
}

function markdownSource(item) {
  const address = pageAddress(words(item.location));
  const title = address ? `[${plain(item.title)}](${address})` : plain(item.title);
  return `- ${[title, plain(item.date), plain(item.attribution)].filter(Boolean).join(" · ")}`;
}

const MARKDOWN = {
  text: (block) => plain(block.text),
  note: (block, t) => `> ${t.note}: ${plain(block.text)}`,
  list: (block) => {
    const items = list(block.items).map((item, place) => `${place + 1}. ${plain(item)}`);
    return [...(block.title ? [`${plain(block.title)}\n`] : []), ...items].join("\n");
  },
  table: (block) => `**${plain(block.caption)}**\n\n${markdownTable(list(block.columns), list(block.rows))}`,
  chart: (block) => {
    const rows = list(block.points).map((point) => [point.label, point.display]);
    return `**${plain(block.title)}**\n\n${markdownTable(["", ""], rows)}`;
  },
  contact: (block) => plain(`${words(block.text)} ${words(block.address)}`),
  sources: (block, t) => `${t.sources}:\n\n${list(block.items).map((item) => markdownSource(item)).join("\n")}`,
};

function answerAsMarkdown(reply, t) {
  const parts = list(reply.custom?.blocks).filter((block) => Object.hasOwn(MARKDOWN, block?.type));
  return (parts.length ? parts.map((block) => MARKDOWN[block.type](block, t)) : [plain(reply.text)]).join("\n\n");
}

function conversationAsMarkdown(replies, t, lang) {
  const date = new Date().toLocaleDateString(lang, { dateStyle: "long" });
  const head = `# ${fill(t.exported, { date })}\n\n${t.answers_in_english}`;
  const parts = replies.map((reply) => `## ${t.asked}: ${plain(reply.question)}\n\n${answerAsMarkdown(reply, t)}`);
  return `${[head, ...parts].join("\n\n")}\n`;
}
