// Check and load: what each file is, what is wrong with it, then the store.
import * as desk from './desk.js';
import { button, downloads, drop, fail, field, framed, good, h, h2, input, p, row, running, said, show } from './ui.js';
import * as keep from './keep.js';
import { pairs } from './pairs.js';

const mine = () => [...desk.files.keys()].filter((path) => path.startsWith('files/')).sort();
const store = (path) => path.startsWith('store.h5');
const today = () => new Date().toISOString().slice(0, 10);
let received = null; // as it was typed, while files come and go; else today

// A place for it among the files: another file of the same name stays.
function placeOf(path, bytes) {
  const same = (other) => other.length === bytes.length && other.every((byte, i) => byte === bytes[i]);
  const [, name, ending] = /^(.*?)(\.[^./]*)?$/.exec(path);
  let at = `files/${path}`;
  for (let i = 2; desk.files.has(at) && !same(desk.files.get(at)); i++) at = `files/${name} (${i})${ending || ''}`;
  return at;
}

async function read(some, how) {
  const found = [];
  for (const [i, file] of some.entries()) {
    how.progress(`${i + 1} of ${some.length}`);
    const path = (file.webkitRelativePath || file.name).replace(/[^\w./ ()-]/g, '_').split('/').filter((part) => part && !part.startsWith('.')).join('/');
    const bytes = path && await file.arrayBuffer().catch((error) => { throw new Error(`${file.name} could not be read: ${error.message}. Look whether it is still there and not open elsewhere.`); });
    if (how.signal.aborted) throw new desk.Cancelled();
    if (path) found.push([path, new Uint8Array(bytes)]);
  }
  return found;
}

// All of them or none: nothing can be loaded while some are still being read.
async function take(some, again) {
  const found = await running('Reading your files', (how) => read(some, how));
  if (!found) return;
  for (const [path, bytes] of found) desk.files.set(placeOf(path, bytes), bytes);
  again();
}

function chosen(again) {
  const some = mine();
  if (!some.length) return p('No files yet.');
  return h('table', { class: 'govuk-table' }, h('caption', { class: 'govuk-table__caption' }, some.length === 1 ? 'One file' : `${some.length} files`),
    h('tbody', { class: 'govuk-table__body' }, some.map((path) => h('tr', { class: 'govuk-table__row' },
      h('td', { class: 'govuk-table__cell' }, path.slice(6)),
      h('td', { class: 'govuk-table__cell govuk-table__cell--numeric' }, `${Math.ceil(desk.files.get(path).length / 1000).toLocaleString('en-GB')} kB`),
      h('td', { class: 'govuk-table__cell' }, h('button', { type: 'button', class: 'govuk-button govuk-button--secondary',
        onclick: () => { desk.remove(path); again(); } }, 'Take away', h('span', { class: 'govuk-visually-hidden' }, ` ${path.slice(6)}`)))))));
}

export function load(home) {
  const again = () => load(home);
  const day = input({ type: 'date', value: received ?? today(), class: 'govuk-input govuk-input--width-10' });
  day.addEventListener('change', () => { received = day.value; });
  show('Check and load my files',
    p('CSV, Excel and OpenDocument workbooks, the returns to the DfE in XML, or a zip of these. Files are known by their headings, not by their names.'),
    drop('Choose or drop your files', (some) => take(some, again)), chosen(again),
    field('The day on which they were made', day, 'What was known on which day hangs on it'),
    row(button('Check', () => check(home, day.value)), button('Load', () => bring(home, day.value), 'secondary'), button('Back', home, 'secondary')));
}

async function check(home, day) {
  if (!mine().length) return fail('Choose some files first.');
  for (const name of ['check.html', 'check.csv']) desk.files.delete(name);
  const args = ['check', 'files', ...(desk.storeIsOpen() ? ['store.h5'] : []), '--received', day, '--page', 'check.html', '--lines', 'check.csv'];
  const reads = (path) => store(path) || path.startsWith('files/');
  const done = await running('Checking your files', (how) => good((desk.storeIsOpen() ? desk.runStore : desk.run)(args, { ...how, reads })));
  if (!done) return null;
  show('What was found', p('A page for the teams that own the sources: it holds no name, no birth date and no child’s number, so it can be sent back to them.'),
    framed('check.html', 'What was found'), downloads(['check.html', 'Download the page'], ['check.csv', 'Download every line to look at']),
    h2('In short'), said(done.text),
    row(button('Load these files', () => bring(home, day)), button('Back to the files', () => load(home), 'secondary')));
  return null;
}

async function bring(home, day) {
  if (!mine().length) return fail('Choose some files first.');
  if (desk.invented) return fail('The invented borough is open, and your files would be mixed with it. Close it first, on the first page.');
  const some = mine();
  const done = await running('Loading your files', (how) => desk.whole(async () => {
    const loaded = await good(desk.runStore(['import', 'store.h5', ...some, '--received', day], { ...how, reads: (path) => store(path) || path.startsWith('files/') }));
    desk.remove('review.csv'); // of the store before
    how.progress('Joining the agencies’ records');
    const linked = await good(desk.runStore(['link', 'store.h5', '--review', 'review.csv', '--force'], { ...how, reads: store }));
    return { loaded, linked };
  }));
  if (!done) return null;
  desk.clear('files/');
  received = null;
  show('Your files are in the store', said(`${done.loaded.text}\n${done.loaded.words}`, 'What became of the files'),
    h2('How records were joined'), said(done.linked.text, 'How records were joined'),
    row(button('Look at the pairs', () => pairs(home)), button('Save the store', () => keep.save(home), 'secondary'), button('Back to the first page', home, 'secondary')));
  return null;
}
