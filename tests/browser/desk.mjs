// What the page's desk holds, and that what goes is overwritten where it lay: whoever has the
// bytes sees noughts.
//   node tests/browser/desk.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

let next = null; // what the next run ends with
globalThis.document = { getElementById: (id) => ({ textContent: id === 'lc-share' ? '{}' : '' }) };
globalThis.window = { dispatchEvent() {} };
globalThis.Worker = class {
  postMessage() { setTimeout(() => this.onmessage({ data: { done: next } })); }
  terminate() {}
};
// no program is needed for what is asked here
globalThis.WebAssembly.compile = async () => ({});
globalThis.DecompressionStream = class { constructor() { return new TransformStream(); } };
globalThis.Response = class { async arrayBuffer() { return new ArrayBuffer(0); } };
const text = readFileSync(new URL('../../browser/desk.js', import.meta.url), 'utf8');
const desk = await import(`data:text/javascript,${encodeURIComponent(text)}`);

const bytes = () => Uint8Array.of(1, 2, 3);
const gone = (some) => some.every((byte) => byte === 0);
function held(...paths) {
  desk.files.clear();
  return paths.map((path) => { const some = bytes(); desk.files.set(path, some); return some; });
}

// Another store is opened: of what was made of the one before nothing stays, whatever it is called.
const made = ['review.csv', 'pack/list.html', 'pack/who.csv', 'subject-report.txt', 'dashboard.html', 'trends.csv', 'missed.csv', 'check.csv', 'storey'];
const own = ['store.h5', 'store.h5.identity', 'model.json', 'model.json.seal', 'files/a.csv', 'study.yaml', 'table.csv', 'fit.json'];
const some = held(...made, ...own);
desk.clearMade();
assert.deepEqual([...desk.files.keys()], own);
some.forEach((one, i) => assert.equal(gone(one), i < made.length, [...made, ...own][i]));

// A run: what it wrote anew, and what it took away; a store's bytes stay for whoever goes back.
const [report, store, taken, other] = held('subject-report.txt', 'store.h5', 'review.csv', 'files/a.csv');
next = { status: 0, text: '', words: '', gone: ['review.csv'], changed: [['subject-report.txt', bytes()], ['store.h5', bytes()]] };
await desk.run(['subject-report']);
assert.deepEqual([report, taken].map(gone), [true, true]);
assert.deepEqual([store, other].map(gone), [false, false]);
assert.deepEqual([...desk.files.keys()].sort(), ['files/a.csv', 'store.h5', 'subject-report.txt']);
assert.ok([...desk.files.values()].every((one) => one[2] === 3));

// Work on the store that fails half way: it is as it was before, and of the half nothing stays.
const before = desk.files.get('store.h5');
let half = null;
next = { ...next, gone: [], changed: [['store.h5', bytes()]] };
await assert.rejects(desk.whole(async () => {
  await desk.run(['link']);
  half = desk.files.get('store.h5');
  throw new Error('no more room');
}), /no more room/);
assert.ok(half !== before && gone(half) && !gone(before));
assert.equal(desk.files.get('store.h5'), before);
console.log('desk: what goes is overwritten');
