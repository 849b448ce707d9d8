// The same mistake, of many: one example, and who else.

function people(students, data) {
  return node(
    "ul",
    { class: "people" },
    students.map((at) =>
      node(
        "li",
        {},
        node("a", { href: address(index.rows[at][0]) }, node("bdi", {}, nameOf(data.students[at]))),
      ),
    ),
  );
}

async function example(box) {
  const place = box.querySelector(".example");
  if (place.childElementCount) return;
  const data = await details();
  const [id, students] = index.clusters[Number(box.dataset.cluster)];
  const student = data.students[students[0]];
  const grade = gradeOf(student.grades[index.exercises.indexOf(id)], data);
  const why = grade.diagnoses.length
    ? diagnoses(grade)
    : node("p", {}, words(grade.failed.find((one) => one.required)?.message ?? ""));
  const shown = [blockTable(grade.blocks), why, grade.code.map(listing)];
  place.replaceChildren(
    ...node(
      "div",
      {},
      node(
        "p",
        { class: "of" },
        "For example ",
        node("a", { href: address(index.rows[students[0]][0]) }, node("bdi", {}, nameOf(student))),
      ),
      shown,
      node("h3", {}, `Who: ${plural(students.length, "student")}`),
      people(students, data),
    ).childNodes,
  );
}

const boxes = [...document.querySelectorAll("details[data-cluster]")];
for (const box of boxes) box.addEventListener("toggle", () => box.open && example(box));

// A link from a student to those with the same mistake.
function sameMistake(at) {
  return (id) => {
    const number = index.clusters.findIndex(
      ([exercise, students]) => exercise === id && students.includes(at),
    );
    if (number < 0) return null;
    const others = index.clusters[number][1].length - 1;
    return node(
      "p",
      { class: "same" },
      node("a", { href: `#cluster=${number}` }, `${plural(others, "other")} made the same mistake`),
    );
  };
}
