// The desk: the files that are open in this tab, the program's module, and a worker for
// each run of it. Nothing here shows anything.

const held = (id) => document.getElementById(id).textContent;

async function unpacked(id) {
  const packed = Uint8Array.from(atob(held(id).trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

export const files = new Map(); // path -> Uint8Array
export const keys = { phrase: null }; // of the open store; null: its keys are plain
export let unsaved = false;
export let invented = false; // the store is of the invented borough, which can be made again

let compiled = null;
let source = null;
export const share = JSON.parse(held('lc-share'));

export const program = () => (compiled ||= unpacked('lc-wasm').then((bytes) => WebAssembly.compile(bytes)));

export function touched(yes) {
  unsaved = yes;
  window.dispatchEvent(new Event('lc-desk'));
}

export function invent(yes) {
  invented = yes;
  touched(unsaved && !yes);
}

export function remove(path) {
  files.get(path)?.fill(0);
  files.delete(path);
}

// What a run made of a file, null if it is gone: the bytes that were there are overwritten, but for
// a store's, to which whole() may go back.
export function put(path, bytes) {
  if (!path.startsWith('store.h5')) remove(path);
  if (bytes) files.set(path, bytes);
  else files.delete(path);
}

// What stays when another store is opened: what its user brought, models, and what was made of a
// table of their own to be used again.
const OWN = /^(store\.h5|model\.|files\/|study\.yaml$|table\.csv$|fit\.json$)/;

// What was made of the store before goes with it.
export function clearMade() {
  for (const path of [...files.keys()]) if (!OWN.test(path)) remove(path);
}

export function clear(prefix = '') {
  for (const path of [...files.keys()]) if (path.startsWith(prefix)) remove(path);
  if (!prefix) {
    keys.phrase = null;
    invented = false;
  }
  touched(unsaved && [...files.keys()].some((path) => path.startsWith('store.h5')));
}

// What begins with `prefix` is as it was in `before`, and nothing else of it is there.
export function restore(prefix, before) {
  for (const path of [...files.keys()]) if (path.startsWith(prefix)) files.delete(path);
  for (const [path, bytes] of before) files.set(path, bytes);
}

// Once it is certain that nobody goes back to `before`: what of it another took the place of.
export function wipe(before) {
  for (const [path, bytes] of before) if (files.get(path) !== bytes) bytes.fill(0);
}

// What `work` makes of the store: all of it or nothing.
export async function whole(work) {
  const kept = () => [...files].filter(([path]) => path.startsWith('store.h5'));
  const before = kept(), unsavedBefore = unsaved;
  let done;
  try {
    done = await work();
  } catch (error) {
    const half = kept();
    restore('store.h5', before);
    wipe(half);
    touched(unsavedBefore);
    throw error;
  }
  wipe(before);
  return done;
}

export class Cancelled extends Error {
  constructor() { super('Cancelled. Everything is as it was before.'); }
}

// A run of the program: { status, text, words }. What it wrote is on the desk only when it
// has ended by itself; status 0 and 1 are good ends.
export async function run(args, { progress, signal, passphrases = [], reads = () => true } = {}) {
  const module = await program();
  source ||= URL.createObjectURL(new Blob([held('lc-worker')], { type: 'text/javascript' }));
  const worker = new Worker(source);
  try {
    const done = await new Promise((resolve, reject) => {
      const cancel = () => reject(new Cancelled());
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel);
      worker.onerror = (event) => reject(new Error(event.message || 'the worker could not start'));
      worker.onmessage = ({ data }) => {
        if (data.progress) progress?.(data.progress);
        else if (data.failed) reject(new Error(`The program stopped: ${data.failed}. Nothing was changed.`));
        else resolve(data.done);
      };
      worker.postMessage({ module, share, args, passphrases, files: [...files].filter(([path]) => reads(path)) });
    });
    for (const path of done.gone) put(path, null);
    for (const [path, bytes] of done.changed) put(path, bytes);
    if (done.changed.some(([path]) => path.startsWith('store.h5'))) touched(true);
    return done;
  } finally {
    worker.terminate();
  }
}

// The same on the open store, whose keys may ask for a passphrase.
export function runStore(args, options = {}) {
  const asked = keys.phrase === null ? [] : ['--passphrase-fd', '3'];
  const phrases = keys.phrase === null ? [] : [keys.phrase];
  return run([...args, ...asked], { ...options, passphrases: phrases });
}

export const storeIsOpen = () => files.has('store.h5');
