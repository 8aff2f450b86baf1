// The occupation that the conversation is about, beside it, or above it where there is no room.

const WIDE = "(min-width: 1024px)";
const FACTS = ["pay", "outlook", "education", "duties", "skills", "related"];

class Card {
  constructor(advisor, texts) {
    this.advisor = advisor;
    this.t = texts.card;
    this.known = new Map();
    this.element = el("aside", { "aria-label": this.t.about, hidden: true });
    this.wide = matchMedia(WIDE);
    this.wide.addEventListener("change", () => this.place());
    this.place();
    advisor.about = (occupation) => this.show(occupation);
    if (advisor.occupation) this.show(advisor.occupation);
  }

  // In the order in which it is seen.
  place() {
    const { advisor, element, wide } = this;
    if (wide.matches) advisor.frame.append(element);
    else advisor.log.element.before(element);
    const details = element.querySelector("details");
    if (details) details.open = wide.matches;
  }

  async show(occupation) {
    this.wanted = occupation;
    if (!occupation) {
      this.element.hidden = true;
      return;
    }
    try {
      if (!this.known.has(occupation)) this.known.set(occupation, await this.advisor.client.lookup("card", { occupation }));
    } catch {
      return; // the answer stands without it
    }
    if (this.wanted === occupation) this.draw(this.known.get(occupation));
  }

  draw(facts) {
    const { t } = this;
    this.facts = facts;
    const name = words(facts.plural);
    const head = el("summary", {}, el("h2", { lang: "en" }, name.charAt(0).toUpperCase() + name.slice(1)), el("span", { class: "brief" }, ...this.brief()));
    const drawn = FACTS.filter((key) => facts[key]).map((key) => el("section", {}, el("h3", {}, t[key]), ...this[key](facts[key])));
    const told = facts.summary ? [el("p", { lang: "en" }, facts.summary.text), this.from(facts.summary.source)] : [];
    this.element.replaceChildren(el("details", { open: this.wide.matches }, head, ...told, this.page(), ...drawn, this.attribution()));
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }

  // The page of the occupation, which has all there is.
  page() {
    const { code, occupation } = this.facts;
    const address = `${this.advisor.client.server}/occupations/${encodeURIComponent(code ?? occupation)}`;
    return el("p", {}, el("a", { href: address }, this.t.whole));
  }

  number(value, options = {}) {
    return new Intl.NumberFormat(this.advisor.lang, options).format(value);
  }

  money(amount, period) {
    const digits = period === "annual" ? 0 : 2;
    const value = this.number(amount.value, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", minimumFractionDigits: digits, maximumFractionDigits: digits });
    return amount.at_least ? fill(this.t.at_least, { value }) : value;
  }

  percent(value) {
    return this.number(value / 100, { style: "percent", maximumFractionDigits: 1 });
  }

  brief() {
    const { pay } = this.facts;
    return pay?.median ? [`${this.money(pay.median, pay.period)} ${this.a(pay.period)}`, el("span", { class: "where" }, `, ${pay.place}`)] : [];
  }

  a(period) {
    return period === "annual" ? this.t.a_year : this.t.an_hour;
  }

  // Where a fact is from, with the place and time that it holds for, and a link to the source where it has an address.
  from(place, ...holds) {
    const { title, published, location } = this.facts.sources[place];
    const { t } = this;
    const date = published ? this.date(published) : t.undated;
    const href = pageAddress(words(location));
    const outward = href ? { href, target: "_blank", rel: "noopener noreferrer", title: this.advisor.t.new_tab } : {};
    const source = el(href ? "a" : "span", { lang: "en", ...outward }, words(title));
    return el("p", { class: "from" }, [...holds.filter(Boolean), `${t.source}: `].join(" · "), source, ` (${date})`);
  }

  date(published) {
    const [year, month] = published.split("-");
    return month ? new Date(Date.UTC(year, month - 1, 1)).toLocaleDateString(this.advisor.lang, { year: "numeric", month: "long", timeZone: "UTC" }) : year;
  }

  pair(name, value) {
    return el("div", { class: "pair" }, el("dt", {}, name), el("dd", {}, value));
  }

  group(name) {
    return name ? [el("p", { class: "from" }, fill(this.t.group, { group: name }))] : [];
  }

  pay(pay) {
    const { t } = this;
    const from = this.from(pay.source, pay.place, pay.as_of);
    if (pay.levels) return [el("dl", { lang: "en" }, ...pay.levels.map(({ label, value }) => this.pair(label, this.money({ value }, pay.period)))), from];
    const median = el("p", { class: "big" }, this.money(pay.median, pay.period), el("small", {}, ` ${this.a(pay.period)} · ${t.median}`));
    const range = pay.low && pay.high
      ? [this.spread(pay), el("p", {}, `${t.range}: ${fill(t.between, { low: this.money(pay.low, pay.period), high: this.money(pay.high, pay.period) })}`)]
      : [];
    const employed = pay.employment ? [el("p", {}, fill(t.employed, { n: this.number(pay.employment) }))] : [];
    return [median, ...range, ...employed, ...this.group(pay.group), from];
  }

  // The range as a line, and the median on it; the words beside it say the same.
  spread({ low, median, high }) {
    const part = (value) => `${(100 * value) / high.value}%`;
    const [band, mark] = [el("i"), el("b")];
    band.style.insetInline = `${part(low.value)} 0`;
    mark.style.insetInlineStart = part(median.value);
    return el("div", { class: "spread", "aria-hidden": "true" }, band, mark);
  }

  outlook(outlook) {
    const { t } = this;
    const years = words(outlook.years).replace("-", "–");
    const openings = outlook.openings ? [this.pair(t.openings, this.number(outlook.openings))] : [];
    const grown = this.pair(t.growth, this.percent(outlook.growth));
    return [el("dl", {}, grown, ...openings), ...this.group(outlook.group), this.from(outlook.source, outlook.place, years)];
  }

  education(education) {
    const { t } = this;
    const level = (text, english) => el("p", {}, ...text.split("{level}").flatMap((part, place) => (place ? [el("span", { lang: "en" }, english), part] : [part])));
    const shown = [];
    if (education.text) shown.push(el("p", { lang: "en" }, education.text));
    if (education.typical) shown.push(level(t.typical, education.typical));
    if (education.source !== undefined) shown.push(this.from(education.source));
    for (const { label, percent } of list(education.shares)) shown.push(level(fill(t.say, { share: this.percent(Math.round(percent)) }), label));
    if (education.shares) shown.push(this.from(education.shares_source));
    return shown;
  }

  duties({ items, source }) {
    return [el("ul", { lang: "en" }, ...items.map((item) => el("li", {}, item))), this.from(source)];
  }

  skills({ items, source }) {
    return [el("ul", { class: "tags", lang: "en" }, ...items.map((item) => el("li", { class: "tag" }, item))), this.from(source)];
  }

  related({ items, source }) {
    const ask = ({ plural, question }) => el("li", {}, textButton("chip", plural, () => this.advisor.ask(question, question, true)));
    return [el("ul", { class: "tags", lang: "en" }, ...items.map(ask)), this.from(source)];
  }

  attribution() {
    const told = this.facts.sources.map((source) => source.attribution).filter(Boolean);
    return el("div", { class: "from", lang: "en" }, ...told.map((text) => el("p", {}, text)));
  }
}

return (advisor, texts) => new Card(advisor, texts);
