// Sorts and searches the list of a panel's page. The page says all that it says without this.
const list = document.querySelector("#list table");

// What a cell is sorted by: the number that it carries, else its words.
function key(row, column) {
  const cell = row.cells[column], data = cell.querySelector("data");
  const text = cell.textContent.trim(), number = Number(data ? data.value : text.replace(/^Child /, ""));
  return text !== "" && Number.isFinite(number) ? number : text.toLowerCase();
}

function compare(a, b) {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1; // numbers before words
  return a < b ? -1 : a > b ? 1 : 0;
}

// The rows that are asked for, of which a long list shows the first alone: ten thousand rows
// take a browser seconds to lay out.
const MOST = 200;

function begin(body, rows) {
  const state = { body, order: rows, wanted: [], all: false };
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const said = document.createElement("span"), more = document.createElement("button");
  said.setAttribute("role", "status");
  more.type = "button";
  more.className = "lc-sort";
  more.textContent = "show them all";
  state.show = (whole) => {
    const found = state.order.filter((row) => state.wanted.every((word) => words.get(row).includes(word)));
    const shown = whole || state.all ? found : found.slice(0, MOST);
    body.replaceChildren(...shown);
    more.hidden = shown.length === found.length;
    said.textContent = state.wanted.length ? ` ${found.length} of ${rows.length} found` : "";
    if (!more.hidden) said.textContent += `${said.textContent ? "," : ""} the first ${shown.length} shown `;
  };
  more.addEventListener("click", () => { state.all = true; state.show(); });
  window.addEventListener("beforeprint", () => state.show(true));
  window.addEventListener("afterprint", () => state.show());
  return [state, said, more];
}

// A second press turns the order round; equal rows keep the order of the list.
function sort(state, rows, column, button) {
  const header = button.closest("th"), up = header.ariaSort !== "ascending";
  for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
  header.ariaSort = up ? "ascending" : "descending";
  const keyed = rows.map((row, at) => ({ row, at, is: key(row, column) }));
  keyed.sort((a, b) => (up ? compare(a.is, b.is) : compare(b.is, a.is)) || a.at - b.at);
  state.order = keyed.map((one) => one.row);
  state.show();
}

function addButtons(state, rows) {
  [...list.tHead.rows[0].cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lc-sort";
    button.append(...cell.childNodes);
    button.addEventListener("click", () => sort(state, rows, column, button));
    cell.append(button);
  });
}

function addSearch(state, said, more) {
  const label = document.createElement("label"), input = document.createElement("input");
  const search = document.createElement("div");
  label.append("Search the list ", input);
  search.className = "lc-search";
  input.type = "search";
  input.addEventListener("input", () => {
    state.wanted = input.value.toLowerCase().split(/\s+/).filter((word) => word);
    state.show();
  });
  search.append(label, said, more);
  list.closest("section").prepend(search);
}

if (list) {
  const rows = [...list.tBodies].flatMap((body) => [...body.rows]);
  const [state, said, more] = begin(list.tBodies[0], rows);
  for (const later of [...list.tBodies].slice(1)) later.remove();
  addButtons(state, rows);
  addSearch(state, said, more);
  state.show();
}

function goTo(id) {
  const place = document.getElementById(id);
  if (!place) return false;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView();
  return true;
}

// Within the page for browsers this one is shown in a frame without an address of its own,
// where a link would lead nowhere: one to a page beside this is asked of whoever shows it,
// who then says at which place of that page it was to begin.
if (window !== window.top) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]"), to = link ? link.getAttribute("href") : "";
    if (/^[\w-]+\.html(#[\w-]+)?$/.test(to)) window.parent.postMessage({ open: to }, "*");
    else if (!to.startsWith("#") || !goTo(to.slice(1))) return;
    event.preventDefault();
  });
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data && typeof event.data.place === "string") goTo(event.data.place);
  });
}
