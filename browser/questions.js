// What can be asked of the open store beside the list: months in figures, one child, and what
// is held. A question is a row here; its fields are the program's own options (ask.js).
import { ask } from './ask.js';
import { child } from './child.js';
import * as desk from './desk.js';
import { button, fail, h, h2, p, row, show } from './ui.js';

const store = (path) => path.startsWith('store.h5');
const withModel = (path) => store(path) || path.startsWith('model.');
const ofModel = { files: () => ['model.json', 'store.h5'], reads: withModel, store: true, model: true };
const ofStore = { files: () => ['store.h5'], reads: store, store: true };
const ofChild = { files: ({ child: number }) => ['store.h5', number], reads: store, store: true,
  asks: [{ name: 'child', help: 'the child’s number, as a list has it' }] };

// Months as a person says them, and why it is asked.
const words = { from: 'the first day of the first month', to: 'the first day after the last month',
  reason: 'why it is looked at: in a few words that name nobody; the store’s log keeps them' };
const counts = ['Whole months only. Counts alone: those of 1 to 5 are not told, others are rounded to the nearest multiple of six.'];

const groups = [
  ['Months in figures', [
    { ...ofModel, title: 'Late entries, the front door and care', verb: 'dashboard', about: counts, first: ['from', 'to', 'capacity'],
      needs: ['from', 'to'], more: true, writes: { page: 'dashboard.html', csv: 'dashboard.csv' } },
    { ...ofStore, title: 'Exploitation and gangs', verb: 'trends', about: counts, first: ['from', 'to'],
      needs: ['from', 'to'], more: true, writes: { page: 'trends.html', csv: 'trends.csv' } },
    { ...ofModel, title: 'Why some were on no list', verb: 'missed', about: ['Exact counts, and children by their numbers.'],
      first: ['from', 'to', 'capacity', 'reason'], needs: ['from', 'to', 'reason'], more: true, without: ['unsuppressed'] },
    { ...ofModel, title: 'Why some were on no list, in counts', verb: 'missed', about: counts, first: ['from', 'to', 'capacity'],
      needs: ['from', 'to'], more: true, writes: { page: 'missed.html', csv: 'missed.csv' } },
  ]],
  ['One child', [
    { title: 'Why a child stands where it does', view: child },
    { ...ofChild, title: 'What happened, and when it was known', verb: 'timeline', first: ['asof', 'reason'], needs: ['child', 'reason'], more: true },
    { ...ofChild, title: 'All that is held of a child', verb: 'subject-report', names: true, first: ['reason'], needs: ['child', 'reason'],
      about: ['For a request by the child, or by who asks for it: what is held, and who looked at it and why.'], writes: { output: 'subject-report.txt' } },
  ]],
  ['What the store holds', [
    { ...ofStore, title: 'What it holds, and what is silent', verb: 'describe', first: [], more: true },
    { ...ofStore, title: 'What is due to be deleted', verb: 'retain', first: ['due', 'asof'], about: ['By the rules that the store was given. Nothing is deleted here.'] },
  ]],
];

// A year, to the last month that is over.
function year() {
  if (desk.invented) return { from: '2024-04-01', to: '2025-04-01', capacity: '20', due: 'yes' };
  const now = new Date(), day = (months) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
  return { from: day(-12), to: day(0), due: 'yes' };
}

export function questions(home, typed = year()) {
  const again = (more) => questions(home, { ...typed, ...more });
  const open = (of) => {
    if (of.model && !desk.files.has('model.json')) return fail('Choose a model first: in “This week’s list”, or train one in “Models”.');
    if (of.names && !desk.keys.phrase) return fail('Names are shown once the store is under your passphrase: save it on the first page.');
    return of.view ? of.view(() => again({})) : ask(again, { words, ...of }, typed);
  };
  if (!desk.storeIsOpen()) return fail('Open a store first: on the first page, or by loading your files.');
  return show('Ask the store', p('A look at a child, or at true counts, is written to the store’s log with its reason before anything is shown.'),
    groups.map(([title, some]) => h('section', {}, h2(title), row(some.map((of) => button(of.title, () => open(of), 'secondary'))))),
    row(button('Back to the first page', home, 'secondary')));
}
