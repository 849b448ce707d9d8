// What is to be said of a hand-in itself.

function problems(file) {
  if (!file.problems.length) return null;
  const rows = file.problems.map((one) =>
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

function unmatched(one) {
  return (
    one.unmatched.length > 0 &&
    node(
      "section",
      {},
      node("h2", {}, "Functions that answer nothing"),
      node(
        "ul",
        {},
        one.unmatched.map((other) =>
          node(
            "li",
            {},
            node("code", {}, other.function),
            " ",
            node("span", { class: "where" }, other.where),
            " ",
            other.why,
          ),
        ),
      ),
    )
  );
}

function printed(one) {
  return (
    one.printed &&
    node(
      "section",
      {},
      node("h2", {}, "What it printed"),
      node(
        "details",
        { open: one.printed.length < 500 },
        node("summary", {}, plural(one.printed.trimEnd().split("\n").length, "line")),
        node(
          "pre",
          { class: "printed", tabindex: "0", role: "group", "aria-label": "Output" },
          one.printed,
        ),
      ),
    )
  );
}
