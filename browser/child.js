// One child under the open model: what adds up to the risk, and what hangs on one of the
// events behind it, which somebody holds to be wrong.
import * as desk from './desk.js';
import { button, fail, field, good, h2, input, p, row, running, said, select, show } from './ui.js';

const reads = (path) => path.startsWith('store.h5') || path.startsWith('model.');
const explain = (asked, more, how) => good(desk.runStore(
  ['explain', 'model.json', 'store.h5', asked.child, '--asof', asked.day, '--reason', asked.reason, '--threads', '1', ...more], { ...how, reads }));

// What may be otherwise of an event, as the program has it; a value is asked for where
// there is a hint.
const changes = [['out', 'it had never been recorded'], ['start', 'it had begun on another day', 'As 2025-03-31'],
  ['end', 'it had ended on another day', 'As 2025-03-31, or: open'], ['known', 'it had been known on another day', 'As 2025-03-31'],
  ['level', 'its level were another', 'A whole number'], ['code', 'its code were another', 'A code of its list']];

async function explained(back, asked) {
  if (!desk.files.has('model.json')) return fail('Choose a model first: the file that training wrote, and its seal beside it.');
  if (!/^\d+$/.test(asked.child)) return fail('Say the child’s number, as the list has it.');
  if (!asked.day) return fail('Say the day of the meeting.');
  if (!asked.reason.trim()) return fail('Say why the child is looked at, in a few words that name nobody: the store’s log keeps them.');
  const done = await running('Adding up', (how) => explain(asked, [], how)); // one look, one line of the log
  if (done) view(back, asked, done.text);
  return null;
}

function view(back, asked, text) {
  const again = () => view(back, asked, text);
  const which = input({ inputmode: 'numeric', class: 'govuk-input govuk-input--width-4' });
  const change = select(changes, 'out'), value = input({ class: 'govuk-input govuk-input--width-10' });
  const other = field('The other day, level or code', value, changes.slice(1).map(([, , hint]) => hint).filter((hint, i, all) => all.indexOf(hint) === i).join('; '));
  other.hidden = true;
  change.addEventListener('change', () => { other.hidden = change.value === 'out'; });
  const ask = async () => {
    if (!/^\d+$/.test(which.value.trim())) return fail('Say the record’s number, which stands first in its line.');
    if (change.value !== 'out' && !value.value.trim()) return fail('Say the other day, level or code.');
    const what = [which.value.trim(), change.value, change.value === 'out' ? '' : value.value.trim()].join(' ').trim();
    const done = await running('Scoring again', (run) => explain(asked, ['--what-if', what], run));
    return done && show(`Child ${asked.child}, if …`, said(done.text, 'What would be otherwise'), row(button('Back to the child', again, 'secondary')));
  };
  show(`Child ${asked.child}`, said(text, 'What adds up to the risk'),
    /--what-if/.test(text) ? [h2('If one record were wrong'), p('Nothing is changed by asking, and the store’s log keeps that it was asked.'),
      field('The record’s number', which, 'It stands first in the record’s line, under “The events behind it”'),
      field('What if', change), other, row(button('Score again', ask))] : null,
    row(button('Back', back, 'secondary')));
}

export function child(back, { day = '', reason = '' } = {}) {
  const number = input({ inputmode: 'numeric', class: 'govuk-input govuk-input--width-5' });
  const on = input({ type: 'date', value: day, class: 'govuk-input govuk-input--width-10' }), why = input({ value: reason });
  show('One child', p('Why a child stands where it does, on the list or not, and what hangs on one record that somebody holds to be wrong.'),
    field('The child’s number', number), field('The day of the meeting', on), field('Why the child is looked at', why, 'In a few words that name nobody; the store’s log keeps them'),
    row(button('Show', () => explained(() => child(back, { day: on.value, reason: why.value }), { child: number.value.trim(), day: on.value, reason: why.value })), button('Back', back, 'secondary')));
}
