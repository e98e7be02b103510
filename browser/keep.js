// A store kept and opened again: one file, under a passphrase.
import * as desk from './desk.js';
import { button, checkbox, download, drop, fail, field, good, input, p, row, running, show } from './ui.js';
import { pack, unpack } from './onefile.js';

const LEAST = 12;
const store = (path) => path.startsWith('store.h5');
const typed = () => input({ type: 'password', autocomplete: 'off', class: 'govuk-input govuk-input--width-20' });

const stored = () => [...desk.files].filter(([path]) => path.startsWith('store.h5') && !path.endsWith('.lock'))
  .sort(([a], [b]) => (a < b ? -1 : 1));

// In place where the browser can, else as a download.
async function write(blob) {
  if (!window.showSaveFilePicker) return download('store.latecare', blob);
  const handle = await window.showSaveFilePicker({ suggestedName: 'store.latecare' });
  const out = await handle.createWritable();
  try {
    await out.write(blob);
    return await out.close();
  } catch (error) {
    await out.abort();
    throw error;
  }
}

async function finish(back) {
  try {
    await write(pack(stored()));
    desk.invent(false);
    desk.touched(false);
  } catch (error) {
    save(back);
    if (error.name !== 'AbortError') fail(`The store was not saved: ${error.message}. It is still open here; try another place.`);
    return;
  }
  back(); // what goes wrong there is no failure to save
}

async function protect(phrase, again, back) {
  if (phrase.length < LEAST) return fail(`A passphrase has ${LEAST} characters or more: four words that do not belong together are good.`);
  if (phrase !== again) return fail('The two are not the same. Type the passphrase again.');
  const done = await running('Encrypting the store under your passphrase', async (how) => {
    const before = [...desk.files].filter(([path]) => path.startsWith('store.h5'));
    try {
      await good(desk.run(['keys', 'store.h5', '--set-passphrase', '--cost', 'moderate', '--new-passphrase-fd', '3', '--reason', 'saved by its user'],
        { ...how, passphrases: [phrase], reads: store }));
      // Only a store that is written anew is encrypted (docs/store.md): so it gets new keys.
      return await good(desk.run(['rotate', 'store.h5', '--reason', 'saved by its user', '--passphrase-fd', '3'], { ...how, passphrases: [phrase], reads: store }));
    } catch (error) {
      desk.restore('store.h5', before);
      throw error;
    }
  });
  if (!done) return null;
  desk.keys.phrase = phrase;
  return finish(back);
}

export function save(back) {
  if (!desk.storeIsOpen()) return fail('There is no store open to save.');
  if (desk.keys.phrase !== null) {
    show('Save the store', p('It is saved under the passphrase that it has.'),
      row(button('Save', () => finish(back)), button('Back', back, 'secondary')));
    return null;
  }
  const one = typed(), two = typed();
  show('Save the store', p('The store, and the names in it, are saved as one encrypted file. Without the passphrase nobody can open it; nobody can find it again for you.'),
    field('Passphrase', one, `${LEAST} characters or more`), field('The same again', two),
    row(button('Save', () => protect(one.value, two.value, back)), button('Back', back, 'secondary')));
  return null;
}

async function opened(file, phrase) {
  let found;
  try {
    found = unpack(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    return fail(error.message);
  }
  const before = [...desk.files].filter(([path]) => path.startsWith('store.h5')), phraseBefore = desk.keys.phrase;
  desk.restore('store.h5', found);
  desk.keys.phrase = phrase;
  const done = await running('Opening the store', (how) => good(desk.runStore(['describe', 'store.h5'], how)));
  if (done) {
    desk.invent(false);
    desk.touched(false);
    return done;
  }
  desk.restore('store.h5', before);
  desk.keys.phrase = phraseBefore;
  return null;
}

export function open(back) {
  let file = null;
  const name = p('No file chosen.');
  const phrase = typed();
  show('Open a store', drop('The file that you saved, whose name ends in .latecare', ([first]) => {
    file = first;
    name.textContent = `${first.name}, ${Math.ceil(first.size / 1e6)} MB`;
  }, { multiple: false }), name, field('Passphrase', phrase),
  row(button('Open', async () => {
    if (!file) return fail('Choose the file first.');
    return (await opened(file, phrase.value)) && back();
  }), button('Back', back, 'secondary')));
}

export function close(back) {
  const [sure, box] = checkbox('What was not saved may be lost', 'lc-sure');
  const shut = () => { desk.clear(); desk.touched(false); back(); };
  if (!desk.unsaved) return shut();
  show('Close the store', p('It was not saved since it last changed.'), box,
    row(button('Close', () => (sure.checked ? shut() : fail('Tick the box, or go back and save.')), 'warning'), button('Back', back, 'secondary')));
  return null;
}

export const warn = (event) => { if (desk.unsaved) { event.preventDefault(); event.returnValue = ''; } };
