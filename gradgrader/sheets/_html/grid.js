// The grid of students: filtered, searched, sorted, and walked through with arrow keys.

const table = byId("grid");
const form = byId("filters");
const rows = [...table.tBodies[0].rows].map((row, at) => ({
  row,
  at,
  data: index.rows[at],
  plain: plain(index.rows[at][1]),
}));
const FILTERS = ["q", "status", "exercise", "mistake"];

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function chosen() {
  return Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value.trim()]));
}

function fits({ data, plain: text }, wanted, asked) {
  const [, , whole, each, mistakes] = data;
  const status = asked < 0 ? whole : each[asked];
  return (
    wanted.words.every((word) => text.includes(word)) &&
    (!wanted.status || status === wanted.status) &&
    (asked < 0 || wanted.status || status) &&
    (!wanted.mistake || mistakes.includes(index.mistakes.indexOf(wanted.mistake)))
  );
}

function show() {
  const wanted = chosen();
  const asked = index.exercises.indexOf(wanted.exercise);
  wanted.words = plain(wanted.q).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const one of rows) {
    const fit = Boolean(fits(one, wanted, asked));
    one.row.hidden = !fit;
    count += fit;
  }
  byId("shown").textContent =
    `${count.toLocaleString("en")} of ${plural(rows.length, "student")} shown${sorted()}`;
  byId("nobody").hidden = count > 0 || rows.length === 0;
  byId("reset").hidden = !FILTERS.some((name) => wanted[name]);
}

function sorted() {
  const head = table.tHead.querySelector("[aria-sort]");
  return head ? `, sorted by ${head.textContent.trim()}, ${head.getAttribute("aria-sort")}` : "";
}

function keep() {
  const state = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value));
  history.replaceState(null, "", state.size ? `#${state}` : location.pathname + location.search);
}

function choose(state) {
  for (const name of FILTERS) form.elements[name].value = state.get(name) ?? "";
  show();
}

const links = () =>
  [...table.tBodies[0].rows].filter((row) => !row.hidden).map((row) => row.querySelector("a"));

function walk(event) {
  const all = links();
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  all[Math.min(Math.max(to, 0), all.length - 1)].focus();
}

for (const head of table.tHead.rows[0].cells) {
  head.replaceChildren(node("button", { type: "button" }, [...head.childNodes]));
}
table.classList.add("sortable");
table.addEventListener("sort-end", show);
table.addEventListener("keydown", walk);
form.addEventListener("input", () => (show(), keep()));
form.addEventListener("submit", (event) => event.preventDefault());
byId("reset").addEventListener("click", () => {
  choose(new URLSearchParams());
  keep();
  form.elements.q.focus();
});
form.hidden = false;
