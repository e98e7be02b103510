// What happened over some months: late entries, the front door and care; exploitation and
// gangs; and why those who entered care were on no list.
import * as desk from './desk.js';
import { button, downloads, fail, field, framed, good, input, p, row, running, said, show } from './ui.js';

const store = (path) => path.startsWith('store.h5');
const withModel = (path) => store(path) || path.startsWith('model.');

// Of each: what it is called, the verb, what else it reads, and what it must be told.
const views = [
  { title: 'Late entries, the front door and care', verb: 'dashboard', model: true, page: true },
  { title: 'Exploitation and gangs', verb: 'trends', page: true },
  { title: 'Why some were on no list', verb: 'missed', model: true, reason: true },
];

async function look(home, of, asked) {
  if (!desk.storeIsOpen()) return fail('Open a store first: on the first page, or by loading your files.');
  if (of.model && !desk.files.has('model.json')) return fail('Choose a model first: in “This week’s list”, or train one in “Models”.');
  if (!asked.from || !asked.to) return fail('Say the first day of the first month, and the first day after the last.');
  if (of.reason && !asked.reason.trim()) return fail('Say why they are looked at, in a few words that name nobody: the store’s log keeps them.');
  const name = `${of.verb}.html`, table = `${of.verb}.csv`;
  const args = [of.verb, ...(of.model ? ['model.json'] : []), 'store.h5', '--from', asked.from, '--to', asked.to,
    ...(of.page ? ['--page', name, '--csv', table, '--force'] : []), ...(of.reason ? ['--reason', asked.reason] : []),
    ...(of.model && asked.capacity ? ['--capacity', asked.capacity] : [])];
  const done = await running(of.title, (how) => good(desk.runStore(args, { ...how, reads: of.model ? withModel : store })));
  if (!done) return null;
  show(of.title, of.page ? framed(name, of.title) : said(done.text, of.title),
    of.page ? downloads([name, 'Download the page'], [table, 'Download the table']) : null,
    row(button('Other months', () => months(home, asked), 'secondary'), button('Back to the first page', home, 'secondary')));
  return null;
}

// A year, to the last month that is over.
function year() {
  const now = new Date(), day = (months) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
  return { from: day(-12), to: day(0) };
}

export function months(home, before = {}) {
  const asked = { reason: '', capacity: '', ...year(), ...(desk.invented ? { from: '2024-04-01', to: '2025-04-01', capacity: '20' } : {}), ...before };
  const from = input({ type: 'date', value: asked.from, class: 'govuk-input govuk-input--width-10' });
  const to = input({ type: 'date', value: asked.to, class: 'govuk-input govuk-input--width-10' });
  const capacity = input({ inputmode: 'numeric', value: asked.capacity, class: 'govuk-input govuk-input--width-4' });
  const reason = input({ value: asked.reason });
  const typed = () => ({ from: from.value, to: to.value, capacity: capacity.value.trim(), reason: reason.value });
  show('Months in figures', p('Whole months only. The first two are counts alone: those of 1 to 5 are not told, others are rounded to the nearest multiple of six. The third has exact counts and children’s numbers.'),
    field('The first day of the first month', from), field('The first day after the last month', to),
    field('How many children a list holds', capacity, 'Leave it empty to take what the study says'),
    field('Why it is looked at', reason, 'Needed for “Why some were on no list” alone, which names children by their numbers; the store’s log keeps it'),
    row(views.map((of, i) => button(of.title, () => look(home, of, typed()), i ? 'secondary' : ''))),
    row(button('Back', home, 'secondary')));
}
