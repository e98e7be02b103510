// A store kept and opened again: one file, under a passphrase.
import * as desk from './desk.js';
import { button, checkbox, download, drop, fail, field, good, input, p, row, running, show } from './ui.js';
import { pack, unpack } from './onefile.js';

const LEAST = 12, PART = 1 << 19; // characters; bytes
const store = (path) => path.startsWith('store.h5');
const typed = () => input({ type: 'password', autocomplete: 'off', class: 'govuk-input govuk-input--width-20' });

const stored = () => [...desk.files].filter(([path]) => store(path) && !path.endsWith('.lock'))
  .sort(([a], [b]) => (a < b ? -1 : 1));

let place = null; // where it was last saved, in a browser that can save there again

// Where the user says; null: as a download. It is asked at once: a browser lets a page ask
// only just after a press.
const ask = async () => (window.showSaveFilePicker ? window.showSaveFilePicker({ suggestedName: 'store.latecare' }) : null);

// In parts, between which it can be cancelled: of a stream some browsers make one.
async function inParts(blob, to, signal) {
  try {
    for (let at = 0; at < blob.size; at += PART) {
      signal.throwIfAborted();
      await to.write(new Uint8Array(await blob.slice(at, at + PART).arrayBuffer()));
    }
    signal.throwIfAborted();
    await to.close();
  } catch (error) {
    await to.abort().catch(() => {}); // what was written goes; why is said by the first
    throw error;
  }
}

// A browser writes beside what is there and lets it take its place at the end alone: a file that
// was chosen is as it was when this fails or is cancelled. Nothing else can be done meanwhile, so
// what is written is the store as it is.
const write = (handle, blob) => running('Saving the store', async ({ progress, signal }) => {
  progress(`${Math.ceil(blob.size / 1e6)} MB, to ${handle.name}`);
  try {
    await inParts(blob, (await handle.createWritable()).getWriter(), signal);
  } catch (error) {
    throw signal.aborted ? new desk.Cancelled() : new Error(notSaved(error));
  }
  return true;
});

function isSaved(back) {
  desk.touched(false);
  back();
}

const notSaved = (error) => `The store was not saved: ${error.message}. It is still open here; try another place.`;

async function finish(handle, back) {
  const blob = pack(stored());
  if (handle) {
    if (!await write(handle, blob)) return null;
    place = handle;
    return isSaved(back);
  }
  place = null;
  download('store.latecare', blob);
  // Nobody tells a page what became of a download: a disk may be full.
  show('Is the file there?', p(`The browser was handed store.latecare, of ${Math.ceil(blob.size / 1e6)} MB. Look among its downloads: until it is there the store is in this tab alone.`),
    row(button('It is there', () => isSaved(back)), button('Hand it over again', () => finish(null, back), 'secondary'), button('Back, not saved', back, 'secondary')));
  return null;
}

async function protect(phrase) {
  const done = await running('Encrypting the store under your passphrase', (how) => desk.whole(async () => {
    await good(desk.run(['keys', 'store.h5', '--set-passphrase', '--cost', 'moderate', '--new-passphrase-fd', '3', '--reason', 'saved by its user'],
      { ...how, passphrases: [phrase], reads: store }));
    // Only a store that is written anew is encrypted (docs/store.md): so it gets new keys.
    return good(desk.run(['rotate', 'store.h5', '--reason', 'saved by its user', '--passphrase-fd', '3'], { ...how, passphrases: [phrase], reads: store }));
  }));
  if (!done) return false;
  desk.keys.phrase = phrase;
  return true;
}

async function saveTo(asking, back) {
  let handle;
  try {
    handle = await asking();
  } catch (error) {
    return error.name === 'AbortError' ? null : fail(notSaved(error)); // nowhere was chosen: the view stays
  }
  return finish(handle, back);
}

// A file that is chosen may be emptied at once, so none is asked for before there is something to put in it.
async function saveUnder(phrase, again, back) {
  if (phrase.length < LEAST) return fail(`A passphrase has ${LEAST} characters or more: four words that do not belong together are good.`);
  if (phrase !== again) return fail('The two are not the same. Type the passphrase again.');
  return (await protect(phrase)) && save(back);
}

export function save(back) {
  if (!desk.storeIsOpen()) return fail('There is no store open to save.');
  if (desk.keys.phrase !== null) {
    const here = place;
    show('Save the store', p(`The store is encrypted under its passphrase. It goes ${here ? `to ${here.name}, or to another place` : 'where you say'}: it is saved once it is there.`),
      row(button('Save', () => saveTo(here ? async () => here : ask, back)), here ? button('Save in another place', () => saveTo(ask, back), 'secondary') : null,
        button('Back', back, 'secondary')));
    return null;
  }
  const one = typed(), two = typed();
  show('Save the store', p('The store, and the names in it, are saved as one encrypted file. Without the passphrase nobody can open it; nobody can find it again for you.'),
    field('Passphrase', one, `${LEAST} characters or more`), field('The same again', two),
    row(button('Encrypt', () => saveUnder(one.value, two.value, back)), button('Back', back, 'secondary')));
  return null;
}

// Are the store's keys under a passphrase? One that are not, as of a store that was packed by hand, is
// asked for one when it is saved.
const KEY = /^store\.h5(\.identity)?\.key$/, LOCKED = 'latecare key';
const locked = (found) => found.filter(([path]) => KEY.test(path))
  .every(([, bytes]) => new TextDecoder('latin1').decode(bytes.subarray(0, LOCKED.length)) === LOCKED);

async function opened(file, phrase) {
  let found;
  try {
    found = unpack(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    return fail(error.message);
  }
  const before = [...desk.files].filter(([path]) => store(path)), phraseBefore = desk.keys.phrase;
  desk.restore('store.h5', found);
  desk.keys.phrase = locked(found) ? phrase : null;
  const done = await running('Opening the store', (how) => good(desk.runStore(['describe', 'store.h5'], how)));
  if (done) {
    desk.wipe(before);
    desk.clearMade();
    place = null;
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
  const shut = () => { place = null; desk.clear(); desk.touched(false); back(); };
  if (!desk.unsaved) return shut();
  show('Close the store', p('It was not saved since it last changed.'), box,
    row(button('Close', () => (sure.checked ? shut() : fail('Tick the box, or go back and save.')), 'warning'), button('Back', back, 'secondary')));
  return null;
}

export const warn = (event) => { if (desk.unsaved) { event.preventDefault(); event.returnValue = ''; } };
