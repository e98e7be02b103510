// Makes the two files that the program carries, page.js and page.css, in the folder
// named on the command line. Called by scripts/bundle from the web folder.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";

const styles = "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css";

// The parts of GOV.UK Frontend that the page uses; a class outside them is left out.
const parts = [
  "template", "width-container", "main-wrapper", "grid", "heading", "caption", "body",
  "list", "link", "table", "details", "tag", "inset-text", "warning-text", "summary-list",
  "section-break", "visually-hidden", "skip-link",
].map((part) => `govuk-${part}`);

const wanted = (name) =>
  !name.startsWith("govuk-") || parts.some((part) => name === part || /^(--|__|-)/.test(name.slice(part.length)) && name.startsWith(part));

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
function keep(css) {
  let kept = "";
  for (const { head, body } of rules(css)) {
    if (head.startsWith("@media") || head.startsWith("@supports")) {
      const inner = keep(body);
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

// GDS Transport may be used on gov.uk only, so the page uses what every machine has.
const govuk = keep(readFileSync(styles, "utf8").replace(/\/\*[^]*?\*\//g, ""))
  .replaceAll("GDS Transport,arial,sans-serif", "Arial,Helvetica,sans-serif");

const css = await transform(govuk + readFileSync("page.css", "utf8"), {
  loader: "css", minify: true, charset: "utf8", target: "chrome109",
});

const js = await build({
  entryPoints: ["page.js"], bundle: true, minify: true, write: false, format: "iife",
  platform: "browser", target: "chrome109", legalComments: "none", metafile: true,
});

// A package's name, version, licence and its lines of copyright, as its licence asks.
function credit(name) {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const lines = file ? readFileSync(`${folder}/${file}`, "utf8").match(/^ *copyright (\(c\) )?\d.*$/gim) : null;
  return `${name} ${version} (${license})${(lines || []).map((line) => `; ${line.trim()}`).join("")}`;
}

const bundled = Object.keys(js.metafile.inputs)
  .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
  .filter((name) => name);
const names = [...new Set(["govuk-frontend", ...bundled])].sort();
const credits = `/*! This page carries parts of:\n${names.map(credit).join("\n")}\n*/\n`;

// The text of an element in HTML cannot hold its own end tag, nor a comment's start.
function check(name, text) {
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} would end its element`);
  return text;
}

function checkStyles(text) {
  if (/url\(|@import|@font-face|GDS Transport/i.test(text)) throw new Error("styles point outside");
  return text;
}

const folder = process.argv[2];
writeFileSync(`${folder}/page.css`, check("page.css", checkStyles(css.code)));
writeFileSync(`${folder}/page.js`, check("page.js", credits + js.outputFiles[0].text));
