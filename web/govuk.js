// The styles of some parts of GOV.UK Frontend and of MOJ Frontend, and nothing that points outside.
import { readFileSync } from "node:fs";

const styles = (path) => readFileSync(new URL(`node_modules/${path}`, import.meta.url), "utf8").replace(/\/\*[^]*?\*\//g, "");

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

// Only rules of a selector that is taken, and nothing that points outside.
function keep(css, taken) {
  let kept = "";
  for (const { head, body } of rules(css)) {
    if (head.startsWith("@media") || head.startsWith("@supports")) {
      const inner = keep(body, taken);
      if (inner) kept += `${head}{${inner}}`;
      continue;
    }
    if (head.startsWith("@") || /url\(/.test(body)) continue;
    const heads = head.split(/,(?![^(]*\))/).filter(taken);
    if (heads.length) kept += `${heads.join(",")}{${body}}`;
  }
  return kept;
}

// Of parts as "button": a selector that names another is left out, and where parts alone are
// asked for one that names none. GDS Transport may be used on gov.uk only, so a page uses what
// every machine has.
function some(path, ours, parts, alone) {
  const names = (selector) => (selector.match(/\.[\w-]+/g) || []).map((name) => name.slice(1));
  const of = (name) => parts.map((part) => ours + part)
    .some((one) => name === one || /^(--|__|-)/.test(name.slice(one.length)) && name.startsWith(one));
  const wanted = (name) => (name.startsWith(ours) ? of(name) : !alone);
  const taken = (selector) => names(selector).every(wanted) && (!alone || names(selector).length > 0);
  return keep(styles(path), taken).replaceAll("GDS Transport,arial,sans-serif", "Arial,Helvetica,sans-serif");
}

export const govuk = (parts) => some("govuk-frontend/dist/govuk/govuk-frontend.min.css", "govuk-", parts, false);
// What MOJ Frontend says of no part is GOV.UK's, which a page has from there.
export const moj = (parts) => some("@ministryofjustice/frontend/moj/moj-frontend.min.css", "moj-", parts, true);
