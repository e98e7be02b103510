// The program's own table of verbs, for the forms of the page, and what families of models it
// has: the first from the program (help --json), the second from docs/models.md, which it prints.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// What `latecare ARGS` says, by the module of the page.
export async function says(folder, args) {
  const latecare = createRequire(import.meta.url)(`${folder}/latecare.js`);
  const module = new WebAssembly.Module(readFileSync(`${folder}/latecare.wasm`));
  const out = [];
  const program = await latecare({
    noInitialRun: true,
    instantiateWasm(imports, done) { done(new WebAssembly.Instance(module, imports)); return {}; },
    preRun: [({ FS }) => FS.init(() => null, (byte) => out.push(byte), () => {})],
    quit(code, toThrow) { if (code) throw new Error(`${args.join(' ')}: status ${code}`); throw toThrow; },
  });
  program.callMain(args);
  return Buffer.from(out).toString();
}

// Of those verbs the options that a person can say: files are the page's. What goes into a file of
// its own (residuals: output-residuals) says into which, for a view that writes none.
export function verbs(text, names) {
  const said = ['number', 'whole number', 'flag', 'text', 'choice'];
  const never = ['json', 'threads', 'force'];
  return names.map((name) => {
    const found = JSON.parse(text).verbs.find((verb) => verb.name === name);
    if (!found) throw new Error(`the program has no verb ${name}`);
    const into = (option) => found.options.find((one) => one.name === `output-${option.name}`)?.name;
    return { name, options: found.options.filter((one) => said.includes(one.kind) && !never.includes(one.name))
      .map((one) => ({ ...one, into: into(one) })) };
  });
}

// [name, "Cox proportional hazards", "Surv(time, death) ~ age"] of each family.
export function families(markdown) {
  const found = [...markdown.matchAll(/^### ([\w-]+)\n\n(.*?)\. `.*, for example `(.*)`\.$/gm)].map(([, ...row]) => row);
  if (found.length < 5) throw new Error('docs/models.md has no families');
  return found;
}
