// The first page: three doors and a trial, and the line that says where things are kept.
import * as desk from './desk.js';
import { button, h, p, row, said, show } from './ui.js';
import * as keep from './keep.js';
import { load } from './load.js';
import { list } from './list.js';
import { models } from './models.js';
import { pairs } from './pairs.js';
import { questions } from './questions.js';
import { trial } from './trial.js';

const door = (title, words, act) => h('li', { class: 'lc-door' },
  h('div', {}, h('h2', { class: 'govuk-heading-m' }, title), p(words)), button(title, act));

function home() {
  const open = desk.storeIsOpen();
  show('Latecare',
    p('Who may enter care late, from the histories that agencies keep. It orders the list that a panel discusses; it decides nothing.'),
    h('ul', { class: 'lc-doors' },
      door('Check and load my files', 'See what each file is and what is wrong with it, then put the files together.', () => load(home)),
      door('This week’s list', 'Open a store and a model, read the list, keep what the panel decides.', () => list(home)),
      door('Models', 'Write a study as you would say it, train it, and see how good it is.', () => models(home))),
    h('h2', { class: 'govuk-heading-m' }, 'No data to hand?'),
    p('A borough that never was, with the mistakes that real files have, from its files to the list in under a minute.'),
    row(button('Try it on an invented borough', () => trial(home), 'secondary')),
    h('h2', { class: 'govuk-heading-m' }, 'Your store'),
    p(`${open ? 'A store is open in this tab.' : 'No store is open.'} A store is what your files become once they are loaded: one encrypted file that you save, and open again next time.`),
    open ? row(button('Pairs of records to look at', () => pairs(home), 'secondary'), button('Ask the store', () => questions(home), 'secondary')) : null,
    row(open ? button('Save the store', () => keep.save(home), 'secondary') : null,
      button('Open a store', () => keep.open(home), 'secondary'),
      open ? button('Close the store', () => keep.close(home), 'secondary') : null));
}

function where() {
  const words = !desk.storeIsOpen() ? 'Nothing leaves this machine, and nothing stays in the browser.'
    : desk.unsaved ? 'A store is open, in this tab’s memory alone, and not saved. Nothing leaves this machine.'
      : desk.invented ? 'The invented borough is open, in this tab’s memory. Nothing leaves this machine, and nothing stays in the browser.'
        : 'A store is open, in this tab’s memory, and saved as it is. Nothing leaves this machine, and nothing stays in the browser.';
  document.getElementById('lc-where').textContent = words;
}

window.addEventListener('lc-desk', where);
window.addEventListener('beforeunload', keep.warn);
// A file that is dropped beside the box for it would take the page's place.
for (const name of ['dragover', 'drop']) window.addEventListener(name, (event) => event.preventDefault());
document.getElementById('lc-home').addEventListener('click', home);
document.getElementById('lc-licences-shown').addEventListener('click', () => show('Licences',
  p('What is inside, and under which licence.'), said(JSON.parse(document.getElementById('lc-licences').textContent), 'Licences'),
  row(button('Back to the first page', home, 'secondary'))));
if (typeof DecompressionStream === 'undefined' || typeof WebAssembly === 'undefined')
  show('This browser is too old', p('The page needs Chrome or Edge 109, Firefox 115 or Safari 16.4, or later.'));
else {
  home();
  desk.program().catch((error) => show('This browser does not let the program run', p(String(error.message))));
}
