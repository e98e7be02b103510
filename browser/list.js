// This week's list: the pack of a meeting, and what the panel decided.
import * as desk from './desk.js';
import { child } from './child.js';
import { button, checkbox, csv, drop, fail, field, forget, framedPack, good, h, input, p, packDownloads, row, rows, running, said, select, show, textOf } from './ui.js';

const store = (path) => path.startsWith('store.h5');

async function pack(home, asked) {
  if (!desk.storeIsOpen()) return fail('Open a store first: on the first page, or by loading your files.');
  if (asked.names && !desk.keys.phrase) return fail('Names are shown once the store is under your passphrase: save it on the first page.');
  if (!desk.files.has('model.json')) return fail('Choose a model first: the file that training wrote, and its seal beside it.');
  if (!asked.day) return fail('Say the day of the meeting.');
  if (!asked.reason.trim()) return fail('Say why the list is looked at, in a few words that name nobody: the store’s log keeps them.');
  desk.clear('pack/');
  const args = ['panel', 'model.json', 'store.h5', '--asof', asked.day, '--reason', asked.reason, '--output', 'pack', '--threads', '1',
    ...(asked.daily ? ['--since', 'yesterday'] : asked.since ? ['--since', asked.since] : []), ...(asked.capacity ? ['--capacity', asked.capacity] : []), ...(asked.names ? ['--names'] : [])];
  const done = await running(asked.daily ? 'Writing the page of the day' : 'Writing the list', (how) => good(desk.runStore(args, { ...how, reads: (path) => store(path) || path.startsWith('model.') })));
  return done && shown(home, asked, done);
}

function shown(home, asked, done) {
  const again = () => shown(home, asked, done);
  show(asked.daily ? 'What the day brought' : 'The list', framedPack(asked.daily ? 'daily.html' : 'list.html'), packDownloads(),
    row(button('Type what the panel decided', () => decisions(again, asked.day)), button('Look at one child', () => child(again, asked), 'secondary'), button('Back to the first page', home, 'secondary')), said(done.text));
  return null;
}

// Is it what training writes? A file that was chosen by mistake takes no model's place.
function isModel(bytes) {
  try {
    return 'latecare_model' in JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return false;
  }
}

const today = () => new Date().toISOString().slice(0, 10);

export function list(home) {
  const day = input({ type: 'date', value: today(), class: 'govuk-input govuk-input--width-10' }), since = input({ type: 'date', class: 'govuk-input govuk-input--width-10' });
  const capacity = input({ inputmode: 'numeric', class: 'govuk-input govuk-input--width-4' }), reason = input({});
  const [names, box] = checkbox('Names, birth dates and addresses too', 'lc-names');
  const typed = () => ({ day: day.value, since: since.value, capacity: capacity.value.trim(), reason: reason.value, names: names.checked });
  const model = p(desk.files.has('model.json') ? 'A model is open.' : 'No model is open. Whoever trained it gives you the two files; or train one in “Models”, on the first page.');
  show('This week’s list',
    p(desk.storeIsOpen() ? 'A store is open.' : 'No store is open: open one on the first page.'),
    drop('The model (a file that ends in .json, and its .seal beside it)', async (some) => {
      const read = await Promise.all(some.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())]));
      const wrong = read.find(([name, bytes]) => !name.endsWith('.seal') && !isModel(bytes));
      if (wrong) { fail(`${wrong[0]} is not a model: choose the file that ends in .json, and its .seal beside it.`); return; }
      for (const [name, bytes] of read) desk.files.set(name.endsWith('.seal') ? 'model.json.seal' : 'model.json', bytes);
      forget();
      model.textContent = `${read.map(([name]) => name).join(' and ')} chosen.`;
    }, { folder: false }), model,
    field('The day of the meeting', day, 'Only what was known before it counts'),
    field('The day of the meeting before', since, 'If you give it, the list says what changed'),
    field('How many children the list holds', capacity, 'Leave it empty to take what the study says'),
    field('Why it is looked at', reason, 'In a few words that name nobody; the store’s log keeps them'), box,
    p('The list is for a meeting. The page of the day is for a daily one: who is missing and not returned, whose risk moved since yesterday and by what, and what became known.'),
    row(button('Write the list', () => pack(home, typed())), button('Write the page of the day', () => pack(home, { ...typed(), daily: true }), 'secondary'),
      button('Back', home, 'secondary')));
}

// The actions that the program knows, in its own words.
const actions = [['', ''], ...JSON.parse(document.getElementById('lc-actions').textContent)];
const yesNo = [['', ''], ['yes', 'Yes'], ['no', 'No']];

const labels = { discussed: 'Discussed', agree: 'The panel agrees', action: 'What is to be done', by: 'By whom', until: 'Until when', reason: 'Why' };

// As the list has it.
const percent = (risk) => (Number.isFinite(Number.parseFloat(risk)) ? `${(100 * Number(risk)).toFixed(1)}%` : risk);

function line(one, heading) {
  const control = { discussed: () => select(yesNo, one.discussed), agree: () => select(yesNo, one.agree), action: () => select(actions, one.action),
    until: () => input({ type: 'date', value: one.until || '' }) };
  const typed = heading.filter((name) => labels[name]).map((name) => {
    const made = control[name]?.() || input({ value: one[name] || '' });
    made.addEventListener('change', () => { one[name] = made.value; });
    return field(labels[name], made);
  });
  return h('li', { class: 'lc-card' }, h('fieldset', { class: 'govuk-fieldset' },
    h('legend', { class: 'govuk-fieldset__legend govuk-fieldset__legend--s' }, `${one.rank}. Child ${one.child}, risk ${percent(one.risk)}`),
    h('div', { class: 'lc-fields' }, typed)));
}

export function decisions(back, day) {
  if (!desk.files.has('pack/decisions.csv')) return fail('There is no list open.');
  const sheet = rows(textOf('pack/decisions.csv'));
  const heading = Object.keys(sheet[0]);
  const on = input({ type: 'date', value: day, class: 'govuk-input govuk-input--width-10' });
  const keep = async () => {
    desk.put('pack/decisions.csv', new TextEncoder().encode(csv(heading, sheet)));
    const done = await running('Keeping what the panel decided', (how) => good(desk.runStore(
      ['decide', 'store.h5', 'pack/decisions.csv', '--on', on.value, '--received', on.value], { ...how, reads: (path) => store(path) || path === 'pack/decisions.csv' })));
    if (done) show('Kept in the store', said(done.text + done.words), p('Save the store on the first page to keep it for the next meeting.'), row(button('Back', back, 'secondary')));
  };
  show('What the panel decided', p('What is left empty can be filled in later.'), field('The day of the meeting', on),
    h('ul', { class: 'lc-rows' }, sheet.map((one) => line(one, heading))),
    row(button('Keep', keep), button('Print', () => window.print(), 'secondary'), button('Back', back, 'secondary')));
  return null;
}
