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

function problems(student) {
  if (!student.problems.length) return null;
  const rows = student.problems.map((one) =>
    node(
      "li",
      {},
      one.where && [node("span", { class: "where" }, one.where), " "],
      words(one.message),
      one.hint && node("span", { class: "hint" }, ticked(one.hint)),
      one.code.map(listing),
    ),
  );
  return node(
    "section",
    {},
    node("h2", {}, "About the file"),
    node("ul", { class: "plain" }, rows),
  );
}

function blockTable(blocks) {
  if (!blocks.length) return null;
  const outputs = [...new Set(blocks.map((one) => one.output))];
  const inputs = [...new Set(blocks.map((one) => one.input))];
  const cell = (output, input) => {
    const one = blocks.find((block) => block.output === output && block.input === input);
    if (!one) return node("td", {});
    const said = one.status === "skipped" ? "no gradient" : one.status;
    return node(
      "td",
      { class: `block ${one.status}` },
      spoken(`${said} `),
      one.figures,
      one.note && node("small", {}, one.note),
    );
  };
  return node(
    "div",
    { class: "wide", tabindex: "0", role: "group", "aria-label": "Gradients block by block" },
    node(
      "table",
      { class: "blocks" },
      node("caption", {}, "Gradients: largest difference and tolerance"),
      node(
        "thead",
        {},
        node(
          "tr",
          {},
          node("td", {}),
          inputs.map((name) => node("th", { scope: "col" }, name)),
        ),
      ),
      node(
        "tbody",
        {},
        outputs.map((name) =>
          node(
            "tr",
            {},
            node("th", { scope: "row" }, name),
            inputs.map((other) => cell(name, other)),
          ),
        ),
      ),
    ),
  );
}

function diagnoses(grade) {
  const rows = grade.diagnoses.map((one, at) =>
    node(
      "li",
      {},
      node(
        "p",
        { class: "title" },
        node("span", { class: "sign", "aria-hidden": "true" }, `${at + 1}`),
        ticked(one.title),
        one.confidence && node("span", { class: "sure" }, one.confidence),
      ),
      words(one.message),
      one.advice && node("p", { class: "hint" }, ticked(one.advice)),
      one.where.length > 0 && node("p", { class: "where" }, one.where.join("; ")),
    ),
  );
  return rows.length ? node("ol", { class: "diagnoses" }, rows) : null;
}

function failure(one) {
  return node(
    "li",
    { class: one.required ? "required" : "advisory" },
    node(
      "p",
      { class: "title" },
      node("code", {}, one.check),
      node("span", { class: "sure" }, one.required ? one.severity : `advisory, ${one.severity}`),
      one.status !== "failed" && told(one.status),
    ),
    words(one.message),
    one.sizes &&
      node(
        "p",
        { class: "where" },
        `sizes ${one.sizes}`,
        one.where.length > 0 && ` · ${one.where.join("; ")}`,
      ),
    one.unseen &&
      node("p", { class: "hint" }, ticked(`torch's gradcheck says True: ${one.unseen}`)),
    one.detail &&
      node(
        "pre",
        { class: "detail", tabindex: "0", role: "group", "aria-label": `Detail of ${one.check}` },
        one.detail,
      ),
  );
}

function folded(title, content, minor) {
  return node("details", { class: minor && "minor" }, node("summary", {}, title), content);
}

function checks(grade) {
  const listed = (ones) => node("ul", { class: "checks" }, ones.map(failure));
  const shown = grade.failed.filter((one) => !one.explained);
  const explained = grade.failed.filter((one) => one.explained);
  const names = [
    grade.passed.length > 0 &&
      node(
        "p",
        { class: "names" },
        grade.passed.map((name) => [node("code", {}, name), " "]),
      ),
    grade.skipped.length > 0 &&
      node(
        "ul",
        { class: "names" },
        grade.skipped.map(([name, why]) =>
          node("li", {}, node("code", {}, name), " ", ticked(why)),
        ),
      ),
  ];
  return [
    shown.length > 0 && [node("h3", {}, "Checks that fail"), listed(shown)],
    explained.length > 0 &&
      folded(
        `${plural(explained.length, "check")} failed, as the diagnosis says`,
        listed(explained),
      ),
    folded(
      `${plural(grade.passed.length, "check")} passed, ${grade.skipped.length} skipped`,
      names,
      true,
    ),
  ];
}

function evidence(grade) {
  const fails = grade.diagnoses.length > 0 && node("h3", {}, "Diagnosis");
  return [
    blockTable(grade.blocks),
    fails,
    diagnoses(grade),
    grade.code.map(listing),
    checks(grade),
  ];
}

function exercise(id, mark, data, together) {
  const grade = gradeOf(mark, data);
  const kind = grade ? grade.status : "unanswered";
  return node(
    "section",
    { class: "exercise" },
    node(
      "h2",
      {},
      node("code", {}, id),
      told(kind),
      node(
        "span",
        { class: "points" },
        mark.score === null ? "–" : `${mark.score}`,
        grade && `/${grade.most}`,
        mark.by_hand && " *",
      ),
    ),
    grade
      ? node(
          "p",
          { class: "where" },
          [grade.function, grade.where, `found by ${grade.found}`].filter(Boolean).join(" · "),
          mark.by_hand && ` · graded ${grade.earned}, set by a person`,
        )
      : node("p", {}, "No function answers this exercise."),
    together,
    grade && evidence(grade),
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
    judged && index.exercises.map((id, at) => exercise(id, student.grades[at], data, same(id))),
    student.unmatched.length > 0 &&
      node(
        "section",
        {},
        node("h2", {}, "Functions that answer nothing"),
        node(
          "ul",
          {},
          student.unmatched.map((one) =>
            node(
              "li",
              {},
              node("code", {}, one.function),
              " ",
              node("span", { class: "where" }, one.where),
              " ",
              one.why,
            ),
          ),
        ),
      ),
    student.printed &&
      node(
        "section",
        {},
        node("h2", {}, "What it printed"),
        node(
          "details",
          { open: student.printed.length < 500 },
          node("summary", {}, plural(student.printed.trimEnd().split("\n").length, "line")),
          node(
            "pre",
            { class: "printed", tabindex: "0", role: "group", "aria-label": "Output" },
            student.printed,
          ),
        ),
      ),
  ];
}
