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

// A second press turns the order round; equal rows keep the order of the list.
function sort(body, rows, column, button) {
  const header = button.closest("th"), up = header.ariaSort !== "ascending";
  for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
  header.ariaSort = up ? "ascending" : "descending";
  const keyed = rows.map((row, at) => ({ row, at, is: key(row, column) }));
  keyed.sort((a, b) => (up ? compare(a.is, b.is) : compare(b.is, a.is)) || a.at - b.at);
  body.append(...keyed.map((one) => one.row));
}

function addButtons(body, rows) {
  [...list.tHead.rows[0].cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "lc-sort";
    button.append(...cell.childNodes);
    button.addEventListener("click", () => sort(body, rows, column, button));
    cell.append(button);
  });
}

function addSearch(rows) {
  const words = rows.map((row) => row.textContent.toLowerCase());
  const label = document.createElement("label"), input = document.createElement("input");
  const said = document.createElement("span");
  label.append("Search the list ", input);
  label.className = "lc-search";
  said.setAttribute("role", "status");
  input.type = "search";
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter((word) => word);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !wanted.every((word) => words[at].includes(word));
      shown += !row.hidden;
    });
    said.textContent = wanted.length ? ` ${shown} of ${rows.length} shown` : "";
  });
  label.append(said);
  list.closest("section").prepend(label);
}

if (list) {
  const body = list.tBodies[0], rows = [...body.rows];
  addButtons(body, rows);
  addSearch(rows);
}

// Within the page for browsers this one is shown in a frame without an address of its own,
// where a link would lead nowhere: one to a page beside this is asked of whoever shows it.
if (window !== window.top)
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]"), to = link ? link.getAttribute("href") : "";
    const place = to.startsWith("#") && document.getElementById(to.slice(1));
    if (/^[\w-]+\.html$/.test(to)) window.parent.postMessage({ open: to }, "*");
    else if (!place) return;
    event.preventDefault();
    if (!place) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  });
