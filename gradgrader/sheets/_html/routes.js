// What the address says: a student, filters of the grid, or a mistake that many make.

const cohort = byId("cohort");
const view = byId("student");
const title = document.title;
const before = { scroll: 0, hash: "" };

function neighbours(at) {
  const shown = [...table.tBodies[0].rows].filter((row) => !row.hidden);
  const places = shown.map((row) => rows.find((one) => one.row === row).at);
  const here = places.indexOf(at);
  const step = (to, rel, label) => {
    const next = here < 0 ? undefined : places[here + to];
    return next === undefined
      ? null
      : node("a", { href: address(index.rows[next][0]), rel }, label);
  };
  return [
    here >= 0 && node("span", {}, `${here + 1} of ${places.length.toLocaleString("en")}`),
    step(-1, "prev", "← Previous"),
    step(1, "next", "Next →"),
  ];
}

async function open(id) {
  if (view.hidden) before.scroll = scrollY;
  const at = index.rows.findIndex((row) => row[0] === id);
  const data = at < 0 ? null : await details();
  const back = node(
    "nav",
    { "aria-label": "Students" },
    node("a", { href: `#${before.hash || "students"}`, class: "back" }, "← All students"),
    at >= 0 && neighbours(at),
  );
  const shown = data
    ? profile(data.students[at], data, sameMistake(at))
    : [
        node("h1", { tabindex: "-1", id: "who" }, "No such student"),
        node("p", {}, "Nobody in this gradebook is called ", node("code", {}, id), "."),
      ];
  view.replaceChildren(...node("div", {}, back, shown).childNodes);
  view.dataset.at = `${at}`;
  cohort.hidden = true;
  view.hidden = false;
  document.title = `${byId("who").textContent} · ${title}`;
  scrollTo(0, 0);
  byId("who").focus({ preventScroll: true });
}

function leave() {
  if (view.hidden) return false;
  cohort.hidden = false;
  view.hidden = true;
  view.replaceChildren();
  document.title = title;
  scrollTo(0, before.scroll);
  rows[Number(view.dataset.at)]?.row.querySelector("a").focus({ preventScroll: true });
  return true;
}

async function route() {
  const hash = location.hash.slice(1);
  const state = new URLSearchParams(hash);
  if (state.has("student")) {
    await open(state.get("student"));
    return;
  }
  before.hash = hash;
  const came = leave();
  if (state.has("cluster")) {
    const box = boxes[Number(state.get("cluster"))];
    if (!box) return;
    const more = box.closest(".more");
    if (more) more.open = true;
    box.open = true;
    await example(box);
    box.scrollIntoView();
    box.firstElementChild.focus({ preventScroll: true });
    return;
  }
  if (hash.includes("=") || !hash) choose(state);
  if (hash.includes("=") && !came) byId("students").scrollIntoView();
}

addEventListener("hashchange", route);
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !view.hidden) location.hash = before.hash || "students";
});
addEventListener("beforeprint", () => {
  for (const box of view.querySelectorAll("details:not([open], .minor)"))
    box.dataset.print = box.open = true;
});
addEventListener("afterprint", () => {
  for (const box of view.querySelectorAll("details[data-print]")) box.open = false;
});
show();
route();
document.documentElement.dataset.ready = "";
