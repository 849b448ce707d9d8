// What is known of one exercise: blocks, diagnoses, code, pictures, checks.

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

function change(fix) {
  const before = fix.before.split("\n");
  const after = fix.after.split("\n");
  const inset = Math.min(
    ...[...before, ...after].filter((one) => one.trim()).map((one) => one.search(/\S/)),
  );
  const lines = (all, name, mark) =>
    all.map((one) => node(name, {}, `${mark} ${one.slice(inset)}`));
  return node(
    "pre",
    { class: "fix", tabindex: "0", role: "group", "aria-label": `What to write, ${fix.where}` },
    lines(before, "del", "−"),
    lines(after, "ins", "+"),
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
      one.example && node("p", { class: "call" }, one.example),
      one.advice && node("p", { class: "hint" }, ticked(one.advice)),
      one.where.length > 0 && node("p", { class: "where" }, one.where.join("; ")),
      one.fix && change(one.fix),
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

function evidence(grade, open) {
  const fails = grade.diagnoses.length > 0 && node("h3", {}, "Diagnosis");
  return [
    blockTable(grade.blocks),
    fails,
    diagnoses(grade),
    grade.code.map(listing),
    pictures(grade, open),
    checks(grade),
  ];
}

// `how` says what was earned: points, whether by hand, and how much is unfolded at once.
function exercise(id, grade, how) {
  return node(
    "section",
    { class: "exercise" },
    node(
      "h2",
      {},
      node("code", {}, id),
      told(grade ? grade.status : "unanswered"),
      node(
        "span",
        { class: "points" },
        how.score === null ? "–" : `${how.score}`,
        grade && `/${grade.most}`,
        how.by_hand && " *",
      ),
    ),
    grade
      ? node(
          "p",
          { class: "where" },
          [grade.function, grade.where, `found by ${grade.found}`].filter(Boolean).join(" · "),
          how.by_hand && ` · graded ${grade.earned}, set by a person`,
        )
      : node("p", {}, "No function answers this exercise."),
    how.together,
    grade && evidence(grade, how.open),
  );
}
