// One learner's work: everything that was asked for, unfolded.

document.querySelectorAll(".file").forEach((place, at) => {
  const file = index.files[at];
  const parts = [
    problems(file),
    file.grades.map((grade) => exercise(grade.exercise, grade, { score: grade.score, open: true })),
    unmatched(file),
    printed(file),
  ];
  place.replaceChildren(...node("div", {}, parts).childNodes);
});
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("details:not([open], .minor)"))
    box.dataset.print = box.open = true;
});
addEventListener("afterprint", () => {
  for (const box of document.querySelectorAll("details[data-print]")) box.open = false;
});
document.documentElement.dataset.ready = "";
