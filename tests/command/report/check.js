// Judges a page as Chromium left it, and what Chromium wrote while it was open:
//   node check.js DOM LOG SCRIPTS
// The six charts of a model's page have marks, the page has no element that it did not write, and the
// console stayed empty (a blocked request, a script error, an alert would be there).
const { readFileSync } = require("node:fs");
const [domFile, logFile] = process.argv.slice(2);
const whole = readFileSync(domFile, "utf8");
const body = whole
  .slice(whole.indexOf("<body"), whole.lastIndexOf("</main>"))
  .replaceAll(/<form class="vega-bindings"><\/form>/g, ""); // Vega's own, empty
const log = readFileSync(logFile, "utf8");
const faults = [];
const check = (good, what) => good || faults.push(what);

const charted = !/<body[^>]* lc-of-list/.test(whole); // a list's page has no charts, and no script
check(!charted || /<html[^>]* data-charts="drawn"/.test(whole), "the charts' script did not finish");

// A mark that nobody can see is not drawn: it needs a stroke or a fill of some colour.
const PAINTED = /<(path|line) [^>]*(stroke|fill)="#[^>]*>/g;

// What a chart must show, and at least how often, in the sample of results.json.
const wanted = !charted ? {} : {
  precision: { "mark-line": 3, "mark-rule": 1, "mark-area": 1 },
  recall: { "mark-line": 3, "mark-rule": 1, "mark-area": 1 },
  calibration: { "mark-symbol": 7, "mark-rule": 7, "mark-line": 2 }, // 3 of 10 not shown
  histogram: { "mark-rect": 6 }, // those below 10%, where the axis ends
  forest: { "mark-symbol": 11, "mark-rule": 11 },
  incidence: { "mark-line": 4, "mark-area": 4 },
};
const pieces = body.split('data-chart="').slice(1);
for (const [name, marks] of Object.entries(wanted)) {
  const piece = pieces.find((one) => one.startsWith(`${name}"`));
  check(piece, `no chart ${name}`);
  const svg = /<svg[^]*?<\/svg>/.exec((piece || "").split("<script")[0])?.[0] || "";
  for (const [mark, least] of Object.entries(marks)) {
    const groups = svg.split(/<g class="/).filter((g) => g.startsWith(`${mark} role-mark`));
    const drawn = groups.reduce((n, g) => n + (g.match(PAINTED) || []).length, 0);
    check(drawn >= least, `${name}: ${drawn} of ${mark}, wanted ${least}`);
  }
}
const charts = charted ? 6 : 0;
check(pieces.length === charts, `${pieces.length} charts, wanted ${charts}`);
const blocks = (body.match(/<script/g) || []).length;
check(blocks === charts, `${blocks} scripts in the body before the last, wanted ${charts}`);
for (const tag of ["<img", "<iframe", "<link", "<form", "<object", "<base", "<style"])
  check(!body.includes(tag), `an element ${tag}> that the page did not write`);
check(!/ on[a-z]+=/i.test((body.match(/<[a-z][^>]*>/gi) || []).map((t) => t.replace(/"[^"]*"/g, '""')).join("")),
  "an attribute that runs script");
for (const line of log.split("\n")) check(!/CONSOLE/.test(line), `console: ${line.trim()}`);

for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
