// Elements from names, attributes and children. Whatever is text is put in as text: nothing that
// somebody wrote is ever parsed as HTML, and the page's policy forbids it besides.

const byId = (id) => document.getElementById(id);
const index = JSON.parse(byId("index").textContent);
const SVG = "http://www.w3.org/2000/svg";

function node(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function drawn(name, attributes, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined)
      made.setAttribute(key, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return made;
}

// What stands between backticks becomes code.
function ticked(text) {
  return text.split(/`([^`\n]+)`/).map((part, at) => (at % 2 ? node("code", {}, part) : part));
}

const words = (text) =>
  node("span", { class: text.includes("\n") ? "words lines" : "words" }, ticked(text));
const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

function told(kind) {
  return node("span", { class: `status ${kind}` }, kind.replace("-", " "));
}

function spoken(text) {
  return node("span", { class: "spoken" }, text);
}
