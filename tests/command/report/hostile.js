// A document with every free text of another replaced by one that attacks the page:
//   node hostile.js IN OUT
// Words that the report gives a meaning to (days, statuses, "c") stay as they are.
const { readFileSync, writeFileSync } = require("node:fs");

const attack =
  "</script><script>alert(1)</script><img src=http://127.0.0.1:9/x onerror=alert(2)>" +
  "<!--\"' onmouseover=alert(3) x='\u2028\u2029\u0000<style>*{display:none}</style>]]>" +
  "&lt;javascript:alert(4)\\u003c${alert(5)}{{6}}\u202e";
const meant = new Set(["status", "comparison", "as_of", "data_through", "review_by", "from", "to"]);

let count = 0;
function spoil(value, key) {
  if (Array.isArray(value)) return value.map((one) => spoil(one, key));
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, spoil(v, k)]));
  if (typeof value !== "string" || meant.has(key) || value === "c") return value;
  count += 1;
  // numbered, as curves and causes are told apart by their names
  return `${attack.replace("\u0000", "")}${count}`;
}

writeFileSync(process.argv[3], JSON.stringify(spoil(JSON.parse(readFileSync(process.argv[2], "utf8")))));
