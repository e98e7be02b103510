// Makes the two files that the program carries, page.js and page.css, and THIRD-PARTY.txt,
// the licences of what is in them, in the folder named on the command line. Called by scripts/bundle from the web folder.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build, transform } from "esbuild";
import { govuk, moj } from "./govuk.js";

// The parts of GOV.UK Frontend that the page uses.
const parts = [
  "template", "width-container", "main-wrapper", "heading", "caption", "body", "list", "link",
  "table", "details", "tag", "visually-hidden",
];

// And those of MOJ Frontend.
const theirs = ["timeline", "identity-bar"];

const css = await transform(govuk(parts) + moj(theirs) + readFileSync("page.css", "utf8"), {
  loader: "css", minify: true, charset: "utf8", target: "chrome109",
});

const js = await build({
  entryPoints: ["page.js"], bundle: true, minify: true, write: false, format: "iife",
  platform: "browser", target: "chrome109", legalComments: "none", metafile: true,
});

const about = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));

// The text that a package came with, or null.
function enclosed(name) {
  const file = readdirSync(`node_modules/${name}`).find((one) => /^licen[cs]e/i.test(one));
  return file ? readFileSync(`node_modules/${name}/${file}`, "utf8") : null;
}

const bundled = Object.keys(js.metafile.inputs)
  .map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
  .filter((name) => name);
const names = [...new Set(["govuk-frontend", "@ministryofjustice/frontend", ...bundled])].sort();

// The licence's text, as the licence asks: the package's own; where it came without, the
// one kept here, or that of a package from the same repository. Without any, no bundle.
function licence(name) {
  const kept = `licences/${name.replace("@", "").replace("/", "-")}.txt`;
  const { license, repository } = about(name);
  const same = (other) => about(other).license === license && about(other).repository === repository;
  const sibling = typeof repository === "string" ? names.find((other) => same(other) && enclosed(other)) : null;
  const text = enclosed(name) || (existsSync(kept) ? readFileSync(kept, "utf8") : sibling && enclosed(sibling));
  if (!text) throw new Error(`${name} came without the text of its licence: keep it in web/${kept}`);
  if (text.includes("*/")) throw new Error(`the licence of ${name} would end the comment it stands in`);
  return text.replace(/\r/g, "").trim();
}

// One text once, under all whose it is.
const texts = new Map();
for (const name of names) {
  const text = licence(name), { version, license } = about(name);
  texts.set(text, [...(texts.get(text) || []), `${name} ${version} (${license})`]);
}
const licences = `This page carries parts of other people's work, each under the licence below it.\n\n${
  [...texts].map(([text, whose]) => `${"-".repeat(80)}\n${whose.join("\n")}\n\n${text}\n`).join("\n")}`;

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
writeFileSync(`${folder}/page.css`, `/*!\n${licences}*/\n${check("page.css", checkStyles(css.code))}`);
writeFileSync(`${folder}/page.js`, check("page.js", js.outputFiles[0].text));
writeFileSync(`${folder}/THIRD-PARTY.txt`, licences);
