// The page's worker in node: the same module and the same script, without a browser.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

export const folder = new URL('../../build/browser/', import.meta.url).pathname;
const datasets = new URL('../../datasets/', import.meta.url);

const share = {};
for (const part of ['schema', 'studies'])
  for (const name of readdirSync(new URL(`${part}/`, datasets)))
    if (name.endsWith('.yaml')) share[`${part}/${name}`] = readFileSync(new URL(`${part}/${name}`, datasets), 'utf8');
share['words.yaml'] = readFileSync(new URL('words.yaml', datasets), 'utf8');

const source = readFileSync(`${folder}latecare.js`, 'utf8')
  + readFileSync(new URL('../../browser/worker.js', import.meta.url), 'utf8');
const module = new WebAssembly.Module(readFileSync(`${folder}latecare.wasm`));

// One verb over `files`, a Map that holds what it wrote afterwards.
export async function run(files, args, passphrases = []) {
  const self = {};
  const done = await new Promise((resolve, reject) => {
    const told = (message) => {
      if (message.failed) reject(new Error(message.failed));
      if (message.done) resolve(message.done);
    };
    new Function('self', 'postMessage', 'require', '__filename', '__dirname', source)(
      self, told, createRequire(import.meta.url), `${folder}latecare.js`, folder);
    self.onmessage({ data: { module, share, args, passphrases, files: [...files] } });
  });
  for (const name of done.gone) files.delete(name);
  for (const [name, bytes] of done.changed) files.set(name, bytes);
  return done;
}
