// Puts the one file together:
//   node browser/build.mjs FOLDER VERSION
// from FOLDER/latecare.js and .wasm, which the linker made, and what lies beside this.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { govuk } from '../web/govuk.js';
import { grammar } from './grammar.mjs';
import { families, says, verbs } from './verbs.mjs';

const { build, transform } = createRequire(new URL('../web/bundle.js', import.meta.url))('esbuild');
const [folder, version] = process.argv.slice(2);
const here = (name) => new URL(name, import.meta.url);
const text = (name) => readFileSync(here(name), 'utf8');

const parts = [
  'template', 'width-container', 'main-wrapper', 'heading', 'caption', 'body', 'list', 'link',
  'table', 'details', 'tag', 'inset-text', 'warning-text', 'visually-hidden', 'skip-link',
  'button', 'button-group', 'form-group', 'label', 'hint', 'input', 'textarea', 'select',
  'fieldset', 'radios', 'checkboxes', 'file-upload', 'error-message', 'error-summary',
  'notification-banner', 'back-link', 'summary-list',
];

const style = (await transform(govuk(parts) + text('page.css'), {
  loader: 'css', minify: true, charset: 'utf8', target: 'chrome109',
})).code;

const script = (await build({
  entryPoints: [here('page.js').pathname], bundle: true, minify: true, write: false,
  format: 'iife', platform: 'browser', target: 'chrome109', legalComments: 'none', charset: 'utf8',
})).outputFiles[0].text;

const worker = (await transform(readFileSync(`${folder}/latecare.js`, 'utf8') + text('worker.js'), {
  minify: true, target: 'chrome109', charset: 'utf8', legalComments: 'none',
})).code;

const share = {};
for (const part of ['schema', 'studies'])
  for (const name of readdirSync(here(`../datasets/${part}`)).sort())
    if (name.endsWith('.yaml')) share[`${part}/${name}`] = text(`../datasets/${part}/${name}`);
share['words.yaml'] = text('../datasets/words.yaml');

// What a panel can decide: the rows of the program's own table.
const table = /#define LC_ACTIONS\(X\)((?:.*\\\n)*.*)/.exec(text('../engine/decisions/decisions.h'));
const actions = [...table[1].matchAll(/X\("(\w+)",\s*"([^"]+)"\)/g)].map(([, word, meaning]) => [word, meaning[0].toUpperCase() + meaning.slice(1)]);
if (actions.length < 2) throw new Error('decisions.h has no table of actions');

// The licences of what is inside, as those ask.
const sources = `${folder}/source`;
const notices = [
  ['GOV.UK Frontend', 'web/licences/govuk-frontend.txt'],
  ['MOJ Frontend', 'web/licences/ministryofjustice-frontend.txt'], ['HDF5', `${sources}/hdf5-1.10.8+repack1/COPYING`],
  ['libsodium', `${sources}/libsodium-1.0.18/LICENSE`], ['Jansson', `${sources}/jansson-2.14/LICENSE`],
  ['libyaml', `${sources}/libyaml-0.2.5/License`], ['libcyaml', `${sources}/libcyaml-1.4.2/LICENSE`],
  ['Expat', `${sources}/libexpat-R_2_7_1/expat/COPYING`], ['libcsv', `${sources}/libcsv-3.0.3/COPYING.LESSER`],
  ['GNU Scientific Library', `${sources}/gsl/COPYING`], ['zlib', `${sources}/zlib-1.2.13.dfsg/LICENSE`],
  ['emscripten and its C library', '/usr/share/doc/emscripten/copyright'], ['Latecare', 'LICENSE'],
];
const licences = notices.map(([name, path]) =>
  `${'-'.repeat(72)}\n${name}\n\n${readFileSync(path, 'utf8').replace(/\r/g, '').trim()}\n`).join('\n');

// Of each verb that has a view (questions.js, table.js): what it can be asked.
const asked = [...(text('questions.js') + text('table.js')).matchAll(/\bverb: '([\w-]+)'/g)].map(([, name]) => name);
const known = verbs(await says(resolve(folder), ['help', '--json']), [...new Set(asked)]);

const wasm = readFileSync(`${folder}/latecare.wasm`);
const hash = (bytes) => `'sha256-${createHash('sha256').update(bytes).digest('base64')}'`;
// What the program's own pages carry is shown in a frame, which is held to this policy too.
const pages = { script: readFileSync('build/web/page.js'), style: readFileSync('build/web/page.css') };

const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} ${hash(pages.script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)} ${hash(pages.style)}`,
  'worker-src blob:', 'img-src data:', "base-uri 'none'", "form-action 'none'",
].join('; ');

// An element's text ends at its own end tag.
function inside(name, value) {
  if (/<\/(script|style)|<!--/i.test(value)) throw new Error(`${name} would end its element`);
  return value;
}

const held = {
  policy, version, style: inside('style', style), script: inside('script', script),
  worker: inside('worker', worker), licences: JSON.stringify(licences).replaceAll('<', '\\u003c'),
  grammar: JSON.stringify(grammar(text('../docs/study.md'))).replaceAll('<', '\\u003c'),
  actions: JSON.stringify(actions).replaceAll('<', '\\u003c'),
  verbs: JSON.stringify(known).replaceAll('<', '\\u003c'),
  families: JSON.stringify(families(text('../docs/models.md'))).replaceAll('<', '\\u003c'),
  share: JSON.stringify(share).replaceAll('<', '\\u003c'),
  // gzip's own bytes are the same wherever; those of node's zlib hang on the node.
  wasm: execFileSync('gzip', ['-9n'], { input: wasm, maxBuffer: 1 << 28 }).toString('base64'),
  digest: createHash('sha256').update(wasm).digest('hex'),
};
const page = text('page.html').replace(/\{(\w+)\}/g, (_, name) => held[name]);
const MOST = 6_500_000;
if (page.length > MOST) throw new Error(`the page is ${page.length} bytes; ${MOST} is the most`);
writeFileSync(`${folder}/latecare.html`, page);
writeFileSync(`${folder}/latecare.html.sha256`,
  `${createHash('sha256').update(page).digest('hex')}  latecare.html\n`);
