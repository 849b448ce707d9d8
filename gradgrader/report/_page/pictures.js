// Jacobians as heat maps: a row for each entry of the output, a column for each of the input.
// A cell has a colour and a sign, so that nothing is only a colour; its number is in its title.

const CELL = 22;
const GAP = 5;
const LETTER = 6.7; // pixels of a letter in 11px monospace

function entries(name, shape) {
  const count = shape.reduce((all, size) => all * size, 1);
  return Array.from({ length: count }, (_, at) => {
    const place = [];
    for (const size of [...shape].reverse()) {
      place.unshift(at % size);
      at = Math.floor(at / size);
    }
    return place.length ? `${name}[${place.join(",")}]` : name;
  });
}

// Where each entry stands; between the rows of a tensor is a gap.
function offsets(shape, count) {
  const last = shape.length > 1 ? shape.at(-1) : 0;
  const gaps = (at) => (last > 1 ? Math.floor(at / last) : 0);
  return Array.from({ length: count }, (_, at) => at * CELL + gaps(at) * GAP);
}

function sign(value) {
  if (value === null) return "?";
  return value === 0 ? "·" : value > 0 ? "+" : "−";
}

function cell(value, top, x, y, words) {
  const kind = value === null || value === 0 ? "none" : value > 0 ? "pos" : "neg";
  const share = kind === "none" || !top ? 1 : Math.min(1, 0.15 + (0.85 * Math.abs(value)) / top);
  const size = { x, y, width: CELL, height: CELL };
  return drawn(
    "g",
    {},
    drawn("title", {}, `${words}: ${value === null ? "no number" : value}`),
    kind !== "none" && drawn("rect", { ...size, class: "under" }),
    drawn("rect", { ...size, class: kind, "fill-opacity": share.toFixed(2) }),
    drawn("text", { class: "cell", x: x + CELL / 2, y: y + 15.5 }, sign(value)),
  );
}

// A name over each row of the input, if it fits.
function heads(names, shape, x, left) {
  const group = shape.length > 1 ? shape.at(-1) : 1;
  return names.map((name, at) => {
    const short = group > 1 ? name.replace(/,\d+\]$/, "]") : name;
    const fits = at % group === 0 && short.length * LETTER <= group * CELL + GAP;
    return fits && drawn("text", { x: left + x[at], y: 12 }, short);
  });
}

function heat(title, values, top, one) {
  const [rows, columns] = [entries(one.output, one.rows), entries(one.input, one.columns)];
  const left = Math.max(...rows.map((name) => name.length)) * LETTER + 8;
  const [x, y] = [offsets(one.columns, columns.length), offsets(one.rows, rows.length)];
  const [width, height] = [left + x.at(-1) + CELL + 1, 18 + y.at(-1) + CELL + 1];
  const said = `${title}: d ${one.output} / d ${one.input}, ${rows.length} rows, ${columns.length} columns, to ±${top}`;
  return node(
    "figure",
    {},
    node("figcaption", {}, title),
    drawn(
      "svg",
      {
        class: "heat",
        role: "img",
        "aria-label": said,
        width,
        height,
        viewBox: `0 0 ${width} ${height}`,
      },
      heads(columns, one.columns, x, left),
      rows.map((name, at) =>
        drawn("text", { class: "row", x: left - 6, y: 18 + y[at] + 15 }, name),
      ),
      values.map((row, at) =>
        row.map((value, place) =>
          cell(value, top, left + x[place], 18 + y[at], `${rows[at]} by ${columns[place]}`),
        ),
      ),
    ),
  );
}

// The same in numbers: what is right and, where it is another, what came back.
function numbers(one) {
  const [rows, columns] = [entries(one.output, one.rows), entries(one.input, one.columns)];
  const [right, back, off] = one.maps;
  const shown = (value) => (value === null ? "?" : `${value}`);
  const entry = (at, place) =>
    node(
      "td",
      {},
      shown(right[at][place]),
      off[at][place] !== 0 && [" → ", node("b", {}, shown(back[at][place]))],
    );
  return folded(
    "Numbers: expected → yours",
    node(
      "div",
      {
        class: "wide",
        tabindex: "0",
        role: "group",
        "aria-label": `Numbers of d ${one.output} / d ${one.input}`,
      },
      node(
        "table",
        { class: "numbers" },
        node(
          "thead",
          {},
          node(
            "tr",
            {},
            node("td", {}),
            columns.map((name) => node("th", { scope: "col" }, name)),
          ),
        ),
        node(
          "tbody",
          {},
          rows.map((name, at) =>
            node(
              "tr",
              {},
              node("th", { scope: "row" }, name),
              columns.map((_, place) => entry(at, place)),
            ),
          ),
        ),
      ),
    ),
    true,
  );
}

function picture(one) {
  const [top, off] = one.tops;
  return node(
    "div",
    { class: "picture" },
    node("h4", {}, "d ", node("code", {}, one.output), " / d ", node("code", {}, one.input)),
    one.words && words(one.words),
    node(
      "div",
      { class: "maps" },
      heat("expected", one.maps[0], top, one),
      heat("yours", one.maps[1], top, one),
      heat("difference", one.maps[2], off, one),
    ),
    node(
      "p",
      { class: "hint" },
      `+ orange, − blue, · 0; full colour is ${top}, in the difference ${off}`,
    ),
    numbers(one),
  );
}

function pictures(grade, open) {
  const maps = grade.jacobians ?? [];
  if (!maps.length && !grade.taylor) return null;
  const shown = [
    maps.length > 0 &&
      node(
        "p",
        { class: "hint" },
        "Jacobians: a row for each entry of the output, a column for each entry of the input.",
      ),
    maps.map(picture),
    grade.taylor && plot(grade.taylor),
  ];
  return open
    ? node("div", { class: "pictures" }, node("h3", {}, "Pictures"), shown)
    : folded("Pictures", node("div", { class: "pictures" }, shown));
}
