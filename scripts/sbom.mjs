// sbom.mjs PROGRAM LINKED PAGE OUT: what the program is made of, as SPDX 2.3 in JSON.
//   PROGRAM  build/release/latecare
//   LINKED   what the linker read for it (ld --trace)
//   PAGE     build/web, whose THIRD-PARTY.txt names the packages in the page's script
// What is in it comes from these three and not from a list: static libraries and start files
// from LINKED, shared ones from what ldd loads, those that are loaded by name from the words
// of the program. Versions and licences are Debian's (dpkg), and npm's by web/package-lock.json.
// The same program on the same machine gives the same bytes: the one date is the commit's,
// or SOURCE_DATE_EPOCH's.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, normalize } from "node:path";

const [program, linked, page, out] = process.argv.slice(2);
const root = `${import.meta.dirname ?? new URL(".", import.meta.url).pathname}/..`;

function say(command, ...args) {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], cwd: root });
  } catch {
    return "";
  }
}
const lines = (text) => text.split("\n").filter((line) => line);
const absolute = (path) => realpathSync(path);
const id = (name) => `SPDXRef-${name.replace(/[^A-Za-z0-9.-]+/g, "-")}`;

// --- Debian's packages ----------------------------------------------------------------

// As Debian's copyright files call a licence, and as SPDX does.
const spdx = {
  "Expat": "MIT", "MIT": "MIT", "ISC": "ISC", "Zlib": "Zlib", "Apache-2.0": "Apache-2.0", "CC0": "CC0-1.0",
  "BSD-2-clause": "BSD-2-Clause", "BSD-3-clause": "BSD-3-Clause",
  "GPL-2+": "GPL-2.0-or-later", "GPL-3+": "GPL-3.0-or-later", "LGPL-2.1+": "LGPL-2.1-or-later", "LGPL-3+": "LGPL-3.0-or-later",
};

// The licence of most of a package's files, where its copyright file can be read by a program
// (DEP 5), and the names of all.
function debianLicence(name) {
  const path = `/usr/share/doc/${name}/copyright`;
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (!/^Format: *https?:\/\/[^ ]*copyright-format/.test(text)) return { declared: "NOASSERTION", all: [] };
  const named = (stanza) => /^License: *(.+)$/m.exec(stanza)?.[1].trim();
  const stanzas = text.split(/\n[ \t]*\n/);
  const main = named(stanzas.find((one) => /^Files: *\*\s*$/m.test(one)) ?? "");
  return { declared: spdx[main] ?? "NOASSERTION", all: [...new Set(stanzas.map(named).filter((one) => one))].sort() };
}

// A file is known to dpkg by its own name, by that of where it is, or without the merged /usr.
function debianPackage(path) {
  const ways = [path, absolute(path)].flatMap((one) => [one, one.replace(/^\/usr/, ""), `/usr${one}`]);
  for (const way of ways) {
    const owner = /^([^ :,]+)/.exec(say("dpkg-query", "-S", way))?.[1];
    if (owner) return owner;
  }
  return null;
}

function debian(path, how) {
  const name = debianPackage(path), file = basename(path);
  if (!name) return { name: file, how, files: [file] };
  const [version, source, machine] =
    say("dpkg-query", "-W", "-f=${Version} ${source:Package} ${Architecture}\n", name).split("\n")[0].split(" ");
  const { declared, all } = debianLicence(name);
  return {
    name, version, how, declared, all, files: [file],
    purl: `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${machine}`,
    comment: `of Debian's source package ${source}`,
  };
}

// --- what is linked, what is loaded ---------------------------------------------------

// Everything of the machine's that the linker put in: archives, and the files that start a program.
const isStatic = (path) => path.startsWith("/usr/lib") && /\.(a|o)$/.test(path);
const statics = lines(readFileSync(linked, "utf8")).map((line) => line.trim()).filter(isStatic).map(normalize);
const shared = lines(say("ldd", absolute(program))).map((line) => /(\/[^ ]+) \(0x/.exec(line)?.[1]).filter((path) => path);

// Named in the program, and not among those that the loader brings.
function byName() {
  const words = readFileSync(program, "latin1").match(/(?<=\0)lib[a-z0-9_+-]+\.so(\.[0-9]+)*(?=\0)/g) ?? [];
  const brought = new Set(shared.map((path) => basename(path)));
  const stems = words.filter((word) => !brought.has(word)).map((word) => word.replace(/\.so.*/, ""));
  return [...new Set(stems)].map((stem) => ({ name: stem, how: "OPTIONAL", files: [], comment: "loaded by its name, if it is there" }));
}

// --- the page -------------------------------------------------------------------------

const lock = JSON.parse(readFileSync(`${root}/web/package-lock.json`, "utf8")).packages;

function npm(line) {
  const [, name, version, licence] = /^(\S+) (\S+) \((.+)\)$/.exec(line);
  const entry = lock[`node_modules/${name}`];
  if (entry?.version !== version) throw new Error(`${name} ${version} is in the page, and not in web/package-lock.json`);
  const [, digest] = /^sha512-(.+)$/.exec(entry.integrity);
  return {
    name, version, how: "CONTAINS", declared: licence, files: [],
    purl: `pkg:npm/${encodeURIComponent(name)}@${version}`,
    checksum: { algorithm: "SHA512", checksumValue: Buffer.from(digest, "base64").toString("hex") },
  };
}
const bundled = lines(readFileSync(`${page}/THIRD-PARTY.txt`, "utf8")).filter((line) => /^\S+ [0-9]\S* \([^)]+\)$/.test(line));

// --- the document ---------------------------------------------------------------------

// Files of one package are one package, in a fixed order.
function gather(parts) {
  const found = new Map();
  for (const part of parts) {
    const key = `${part.how} ${part.name}`, known = found.get(key);
    if (known) known.files = [...new Set([...known.files, ...part.files])].sort();
    else found.set(key, part);
  }
  return [...found.keys()].sort().map((key) => found.get(key));
}

const describe = (part) => ({
  name: part.name,
  SPDXID: id(`${part.how}-${part.name}`),
  ...(part.version ? { versionInfo: part.version } : {}),
  downloadLocation: "NOASSERTION",
  filesAnalyzed: false,
  licenseConcluded: "NOASSERTION",
  licenseDeclared: part.declared ?? "NOASSERTION",
  ...(part.all?.length ? { licenseComments: `Debian's copyright file names: ${part.all.join(", ")}` } : {}),
  copyrightText: "NOASSERTION",
  ...(part.checksum ? { checksums: [part.checksum] } : {}),
  ...(part.purl ? { externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: part.purl }] } : {}),
  ...(part.comment || part.files.length ? { comment: [part.comment, part.files.join(", ")].filter((one) => one).join(": ") } : {}),
});

const relation = (part) => part.how === "OPTIONAL"
  ? { spdxElementId: id(`OPTIONAL-${part.name}`), relationshipType: "OPTIONAL_DEPENDENCY_OF", relatedSpdxElement: "SPDXRef-latecare" }
  : { spdxElementId: "SPDXRef-latecare", relationshipType: part.how, relatedSpdxElement: id(`${part.how}-${part.name}`) };

const digest = createHash("sha256").update(readFileSync(program)).digest("hex");
const version = say(absolute(program), "--version").trim().split(" ").pop();
const epoch = Number(process.env.SOURCE_DATE_EPOCH || say("git", "log", "-1", "--format=%ct") || 0);
const parts = gather([
  ...statics.map((path) => debian(path, "STATIC_LINK")), ...shared.map((path) => debian(path, "DYNAMIC_LINK")),
  ...byName(), ...bundled.map(npm),
]);
const document = {
  spdxVersion: "SPDX-2.3",
  dataLicense: "CC0-1.0",
  SPDXID: "SPDXRef-DOCUMENT",
  name: `latecare-${version}`,
  documentNamespace: `https://latecare.invalid/spdx/latecare-${version}-${digest}`,
  creationInfo: {
    created: `${new Date(epoch * 1000).toISOString().slice(0, 10)}T00:00:00Z`,
    creators: ["Tool: latecare-sbom"],
  },
  packages: [
    { ...describe({ name: "latecare", version, declared: "MIT", files: [], checksum: { algorithm: "SHA256", checksumValue: digest } }),
      SPDXID: "SPDXRef-latecare", primaryPackagePurpose: "APPLICATION" },
    ...parts.map(describe),
  ],
  relationships: [
    { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-latecare" },
    ...parts.map(relation),
  ],
};
writeFileSync(out, `${JSON.stringify(document, null, 1)}\n`);
