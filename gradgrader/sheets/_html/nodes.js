// Elements from names, attributes and children. Whatever is text is put in as text: nothing that
// somebody wrote is ever parsed as HTML, and the page's policy forbids it besides.

const byId = (id) => document.getElementById(id);
const index = JSON.parse(byId("index").textContent);

function node(name, attributes, ...children) {
  const made = document.createElement(name);
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

const words = (text) => node("span", { class: "words" }, ticked(text));
const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
const address = (id) => `#student=${encodeURIComponent(id)}`;
const nameOf = (student) => student.name || student.id;

function told(kind) {
  return node("span", { class: `status ${kind}` }, kind.replace("-", " "));
}

function spoken(text) {
  return node("span", { class: "spoken" }, text);
}

// The details of all students: packed, since most pages are only looked at in part.
let unpacked = null;

async function unpack() {
  const raw = atob(byId("details").textContent.trim());
  const bytes = Uint8Array.from(raw, (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

function details() {
  unpacked ??= unpack();
  return unpacked;
}
