// Everything about one student.

function gradeOf(mark, data) {
  return mark.grade === null ? null : { ...data.grades[mark.grade], code: data.codes[mark.code] };
}

function overrides(student) {
  if (!student.overrides.length) return null;
  const rows = student.overrides.map((one) =>
    node(
      "li",
      {},
      node("strong", {}, `${one.score}`),
      one.exercise ? [" for ", node("code", {}, one.exercise)] : " for everything",
      `, set by `,
      node("bdi", {}, one.author),
      one.reason ? [": ", node("bdi", {}, one.reason)] : "",
      node("time", { datetime: one.when }, one.when.replace("T", " ").slice(0, 16)),
    ),
  );
  return node(
    "section",
    { class: "note" },
    node("h2", {}, "Set by a person"),
    node("ul", {}, rows),
  );
}

function facts(student) {
  const hand = student.hand_in;
  const told_ = [
    student.name && student.id,
    student.email,
    hand && hand.path,
    hand && hand.attempt > 1 && `attempt ${hand.attempt}`,
    hand && hand.late && "late",
    student.graded && `graded ${student.graded.replace("T", " ").slice(0, 16)} UTC`,
  ];
  return node(
    "p",
    { class: "facts" },
    told_.filter(Boolean).map((fact) => node("bdi", {}, fact)),
  );
}

function profile(student, data, same) {
  const judged = student.grades.some((mark) => mark.grade !== null);
  const score = student.score === null ? "–" : `${student.score}`;
  const missing = { missing: "Nothing was handed in.", ungraded: "Not graded yet." }[
    student.status
  ];
  return [
    node(
      "header",
      { class: "who" },
      node("h1", { tabindex: "-1", id: "who" }, node("bdi", {}, nameOf(student))),
      node(
        "p",
        { class: "score" },
        node("strong", {}, score),
        ` of ${student.most} points `,
        told(student.status),
      ),
      facts(student),
    ),
    missing && node("p", {}, missing),
    overrides(student),
    problems(student),
    judged &&
      index.exercises.map((id, at) => {
        const mark = student.grades[at];
        return exercise(id, gradeOf(mark, data), { ...mark, together: same(id) });
      }),
    unmatched(student),
    printed(student),
  ];
}
