// The styles of some parts of GOV.UK Frontend, and nothing that points outside.
import { readFileSync } from "node:fs";

const styles = new URL("node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css", import.meta.url);

// { head, body } for every rule or block at the top of the text; body null for "@x;".
function* rules(css) {
  let depth = 0, from = 0, open = 0;
  for (let i = 0; i < css.length; i++) {
    if (css[i] === "{" && depth++ === 0) open = i;
    else if (css[i] === "}" && --depth === 0) {
      yield { head: css.slice(from, open), body: css.slice(open + 1, i) };
      from = i + 1;
    } else if (css[i] === ";" && depth === 0) from = i + 1;
  }
}

// Only rules whose every class is wanted, and nothing that points outside.
function keep(css, wanted) {
  let kept = "";
  for (const { head, body } of rules(css)) {
    if (head.startsWith("@media") || head.startsWith("@supports")) {
      const inner = keep(body, wanted);
      if (inner) kept += `${head}{${inner}}`;
      continue;
    }
    if (head.startsWith("@") || /url\(/.test(body)) continue;
    const heads = head
      .split(/,(?![^(]*\))/)
      .filter((one) => (one.match(/\.[\w-]+/g) || []).every((name) => wanted(name.slice(1))));
    if (heads.length) kept += `${heads.join(",")}{${body}}`;
  }
  return kept;
}

// Of parts as "button"; a class outside them is left out. GDS Transport may be used on
// gov.uk only, so a page uses what every machine has.
export function govuk(parts) {
  const prefixes = parts.map((part) => `govuk-${part}`);
  const wanted = (name) =>
    !name.startsWith("govuk-")
    || prefixes.some((one) => name === one || /^(--|__|-)/.test(name.slice(one.length)) && name.startsWith(one));
  return keep(readFileSync(styles, "utf8").replace(/\/\*[^]*?\*\//g, ""), wanted)
    .replaceAll("GDS Transport,arial,sans-serif", "Arial,Helvetica,sans-serif");
}
