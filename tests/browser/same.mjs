// The page's module and the native program with --kernels plain give the same bytes, for an
// invented borough from its extracts to the panel's pack, and for tables:
//   node tests/browser/same.mjs PROGRAM [CHILDREN]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './module.mjs';

const program = resolve(process.argv[2] || 'build/release/latecare');
const children = process.argv[3] || '15000';
const home = mkdtempSync(join(tmpdir(), 'latecare-same-'));
const files = new Map();
let bad = 0, compared = 0;
// Seconds of processor time, which other work beside it moves less than it does the clock.
const spent = { native: 0, page: 0, memory: 0 };
const own = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
const TICK = 100; // a second, to Linux
const ofChildren = () => {
  const [, , , , , , , , , , , , , user, system] = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(user) + Number(system)) / TICK;
};

function native(args) {
  const from = ofChildren();
  let text = '', status = 0;
  try {
    text = execFileSync(program, ['--kernels', 'plain', ...args], { cwd: home, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'UTC0' }, maxBuffer: 1 << 28 });
  } catch (error) {
    text = error.stdout;
    status = error.status;
    if (status > 1) throw error;
  }
  spent.native += ofChildren() - from;
  return { text, status };
}

function differs(what, a, b) {
  compared++;
  if (Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0) return;
  bad++;
  const [one, two] = [a, b].map((bytes) => Buffer.from(bytes).toString('latin1').split('\n'));
  const line = one.findIndex((text, i) => text !== two[i]);
  console.log(`${what}: differs, line ${line + 1}:\n  native ${String(one[line]).slice(0, 300)}\n  page   ${String(two[line]).slice(0, 300)}`);
}

function walk(path, see, under = '') {
  for (const name of readdirSync(join(path, under)).sort()) {
    const inside = join(under, name);
    if (statSync(join(path, inside)).isDirectory()) walk(path, see, inside);
    else see(inside);
  }
}

// Runs it on both sides; the words are compared, and of what was written all that `same` names.
async function both(args, same = []) {
  const threads = ['simulate', 'design', 'train', 'score', 'panel'].includes(args[0]) ? ['--threads', '1'] : [];
  const one = native([...args, ...threads]);
  const from = own();
  const two = await run(files, [...args, ...threads]);
  spent.page += own() - from;
  spent.memory = Math.max(spent.memory, two.memory);
  if (one.status !== two.status) { bad++; console.log(`${args.join(' ')}: status ${one.status} and ${two.status}: ${two.words}`); }
  differs(`${args.slice(0, 3).join(' ')}: its words`, one.text, two.text);
  for (const path of same) differs(path, readFileSync(join(home, path)), files.get(path) || '');
}

await both(['simulate', 'borough', '--children', children, '--years', '8']);
const drawn = [];
walk(home, (path) => drawn.push(path), '.');
for (const path of drawn.map((one) => one.replace(/^\.\//, '')))
  if (path.startsWith('borough')) differs(path, readFileSync(join(home, path)), files.get(path) || '');

// A store's numbers hang on its key, which is drawn: the page reads the native one's.
const days = readdirSync(join(home, 'borough/extracts')).sort();
let first = true;
for (const day of days) {
  const extracts = [...files.keys()].filter((path) => path.startsWith(`borough/extracts/${day}/`)).sort();
  if (first) {
    native(['import', 'store.h5', ...extracts, '--received', day]);
    for (const name of readdirSync(home).filter((one) => one.startsWith('store.h5'))) files.set(name, readFileSync(join(home, name)));
    first = false;
  } else await both(['import', 'store.h5', ...extracts, '--received', day], ['store.h5.rejects.2.csv'].filter(() => true));
}
await both(['link', 'store.h5', '--review', 'review.csv'], ['review.csv']);
await both(['describe', 'store.h5', '--json']);
writeFileSync(join(home, 'study.yaml'), readFileSync('datasets/studies/late-entry.yaml'));
files.set('study.yaml', readFileSync('datasets/studies/late-entry.yaml'));
await both(['plan', 'study.yaml', 'store.h5', '--json']);
await both(['design', 'study.yaml', 'store.h5', 'design.csv'], ['design.csv']);
await both(['train', 'study.yaml', 'store.h5', 'model.json'], ['model.json', 'model.html']);
const day = days.at(-1);
await both(['score', 'model.json', 'store.h5', '--asof', day, '--capacity', '20', '--output', 'list.json'], ['list.json']);
await both(['report', 'model.json', '--output', 'report.html'], ['report.html']);
await both(['panel', 'model.json', 'store.h5', '--asof', day, '--since', days[0], '--capacity', '20', '--reason', 'trial', '--output', 'pack'],
  ['pack/list.csv', 'pack/list.html', 'pack/changes.csv', 'pack/decisions.csv']);

console.log(`${compared} compared, ${bad} differ; native ${spent.native.toFixed(1)} s of processor time, module ${spent.page.toFixed(1)} s, ${(spent.memory / 1e6).toFixed(0)} MB at most`);
rmSync(home, { recursive: true, force: true });
process.exit(bad ? 1 : 0);
