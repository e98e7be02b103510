// Judges a page as Chromium left it, and what Chromium wrote while it was open:
//   node check.js DOM LOG SCRIPTS
// The six charts of a model's page have marks, the page has no element that it did not write, and the
// console stayed empty (a blocked request, a script error, an alert would be there).
const { readFileSync } = require("node:fs");
const [domFile, logFile] = process.argv.slice(2);
const whole = readFileSync(domFile, "utf8");
const body = whole
  .slice(whole.indexOf("<body"), whole.lastIndexOf("</main>"));
const log = readFileSync(logFile, "utf8");
const faults = [];
const check = (good, what) => good || faults.push(what);

const charted = !/<body[^>]* lc-of-list/.test(whole); // a list's page has no charts

// What a chart must show, and at least how often, in the sample of results.json.
const wanted = !charted ? {} : {
  precision: { curve: 3, upright: 1, band: 1, grid: 3 },
  recall: { curve: 3, upright: 1, band: 1, grid: 3 },
  calibration: { point: 7, limits: 7, curve: 1, diagonal: 1 }, // 3 of 10 not shown
  histogram: { bar: 6 }, // those below 10%, where the axis ends
  forest: { point: 11, limits: 11, upright: 11 },
  incidence: { curve: 4, band: 4 },
};
const pieces = body.split('data-chart="').slice(1).map((one) => one.split("</figure>")[0]);
for (const [name, marks] of Object.entries(wanted)) {
  const piece = pieces.find((one) => one.startsWith(`${name}"`)) || "";
  check(piece, `no chart ${name}`);
  for (const [mark, least] of Object.entries(marks)) {
    const drawn = (piece.match(new RegExp(`<(path|line|circle|rect) class="lc-${mark}[ "]`, "g")) || []).length;
    check(drawn >= least, `${name}: ${drawn} of ${mark}, wanted ${least}`);
    // a mark that nobody can see is not drawn: it needs a stroke or a fill of some colour
    check(new RegExp(`\\.lc-${mark}(--0)?\\{[^}]*(stroke|fill):#`).test(whole), `${mark} has no colour`);
  }
  check(!/NaN|inf/.test(piece.replace(/>[^<]*</g, "><")), `${name}: a place that is no number`);
}
const charts = charted ? 6 : 0;
check(pieces.length === charts, `${pieces.length} charts, wanted ${charts}`);
check(!/<script/.test(body), "a script in the body before the page's own");
check(whole.split("<script>").length === 2, "not one script: sorting, and links where the page is shown in a frame");
for (const tag of ["<img", "<iframe", "<link", "<form", "<object", "<base", "<style"])
  check(!body.includes(tag), `an element ${tag}> that the page did not write`);
check(!/ on[a-z]+=/i.test((body.match(/<[a-z][^>]*>/gi) || []).map((t) => t.replace(/"[^"]*"/g, '""')).join("")),
  "an attribute that runs script");
for (const line of log.split("\n")) check(!/CONSOLE/.test(line), `console: ${line.trim()}`);

for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
