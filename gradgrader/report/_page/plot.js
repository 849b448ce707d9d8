// The Taylor rate: what the linear approximation leaves over the step, both as logarithms.

const PLOT = { left: 62, top: 12, width: 300, height: 200 };

function plot(taylor) {
  const known = taylor.steps
    .map((step, at) => [Math.log2(step), taylor.left[at] ? Math.log2(taylor.left[at]) : null])
    .filter(([, height]) => height !== null);
  if (known.length < 2) return null;
  const [right, top] = known[0];
  const span = right - Math.log2(taylor.steps.at(-1));
  const x = (step) => PLOT.left + PLOT.width * (1 - (right - step) / span);
  const y = (height) => PLOT.top + (PLOT.height * (top - height)) / (2 * span);
  const line = (slope) => `M${x(right)} ${y(top)}L${x(right - span)} ${y(top - slope * span)}`;
  const bottom = PLOT.top + PLOT.height;
  const near = (exponent) => (2 ** exponent).toExponential(0).replace("-", "−");
  const rate = taylor.rate.toFixed(2);
  const said = `Taylor rate ${rate}, where 2 is right and 1 is wrong: half the step leaves ${(2 ** -taylor.rate).toFixed(2)} of the remainder`;
  return node(
    "figure",
    { class: "plot" },
    node(
      "figcaption",
      {},
      `Taylor rate ${rate} (2 is right): what the linear approximation leaves, over the step`,
    ),
    drawn(
      "svg",
      { role: "img", "aria-label": said, width: 460, height: 250, viewBox: "0 0 460 250" },
      drawn("path", { d: `M${PLOT.left} ${PLOT.top}V${bottom}H${PLOT.left + PLOT.width}` }),
      drawn("path", { class: "guide", d: line(1) }),
      drawn("path", { class: "guide right", d: line(2) }),
      drawn("path", {
        class: "yours",
        d: known.map(([step, height], at) => `${at ? "L" : "M"}${x(step)} ${y(height)}`).join(""),
      }),
      known.map(([step, height]) => drawn("circle", { cx: x(step), cy: y(height), r: 3.5 })),
      drawn("text", { x: PLOT.left + 8, y: y(top - span) + 20 }, "rate 1: wrong"),
      drawn("text", { x: PLOT.left + 34, y: bottom - 8 }, "rate 2: right"),
      drawn("text", { class: "end", x: PLOT.left - 6, y: PLOT.top + 5 }, near(top)),
      drawn("text", { class: "end", x: PLOT.left - 6, y: bottom + 4 }, near(top - 2 * span)),
      drawn("text", { x: PLOT.left, y: bottom + 18 }, near(right - span)),
      drawn("text", { class: "end", x: PLOT.left + PLOT.width, y: bottom + 18 }, near(right)),
      drawn("text", { class: "middle", x: PLOT.left + PLOT.width / 2, y: bottom + 18 }, "step"),
    ),
  );
}
