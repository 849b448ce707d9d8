// Excerpts of code: numbered lines, coloured by Prism, marked where something is said of them.

function pieces(tokens, kind, lines) {
  for (const token of [tokens].flat()) {
    if (typeof token !== "string") {
      pieces(token.content, token.type, lines);
      continue;
    }
    token.split("\n").forEach((text, number) => {
      if (number) lines.push([]);
      if (text) lines.at(-1).push(kind ? node("span", { class: `t-${kind}` }, text) : text);
    });
  }
  return lines;
}

function line(content, number, marks) {
  const marked = marks !== undefined;
  const signs = marked && marks.map((mark) => node("span", { class: "sign" }, `${mark}`));
  return node(
    "span",
    { class: marked ? "line marked" : "line" },
    node("span", { class: "number" }, `${number}`),
    node("span", { class: "content" }, content, marked && spoken(" (this line is meant)"), "\n"),
    signs,
  );
}

function listing(excerpt) {
  const tokens = Prism.tokenize(excerpt.text, Prism.languages.python);
  const lines = pieces(tokens, "", [[]]);
  const last = excerpt.first + lines.length - 1;
  const where = [excerpt.where, `lines ${excerpt.first} to ${last}`].filter(Boolean).join(", ");
  const code = lines.map((content, at) =>
    line(content, excerpt.first + at, excerpt.marks[excerpt.first + at]),
  );
  return node(
    "figure",
    { class: "listing" },
    node("figcaption", {}, where),
    node(
      "pre",
      { tabindex: "0", role: "group", "aria-label": `Code, ${where}` },
      node("code", {}, code),
    ),
  );
}
