// Pairs of records that may be one child: cards, the two side by side, and what a person
// decides of them. Who they are is asked of the program for a reason, once the store is
// under a passphrase, and is in the view alone: it goes with it.
import * as desk from './desk.js';
import { button, csv, downloads, fail, field, good, h, input, p, row, rows, running, show, textOf } from './ui.js';
import * as keep from './keep.js';

const store = (path) => path.startsWith('store.h5');
const SHOWN = 20;
const list = 'review.csv';

// A name of the program's, as a heading: "other_numbers" is "Other numbers".
const words = (name) => name[0].toUpperCase() + name.slice(1).replaceAll('_', ' ');

// What stands between a pair's chance and the reviewer's answer: a weight a field.
function weights(pair) {
  const names = Object.keys(pair);
  return names.slice(names.indexOf('probability') + 1, names.indexOf('same')).filter((name) => pair[name] !== '');
}

const signed = (value) => `${Number(value) < 0 ? '−' : '+'}${Math.abs(Number(value)).toFixed(1)}`;

// The two, and once `said` is had (a pair of the program's cards) what each says, field by field,
// with how alike it is and what that speaks for.
function sideBySide(pair, said) {
  const two = ['a', 'b'];
  const system = (one) => (said?.[`system_${one}`] ? `, ${words(said[`system_${one}`]).toLowerCase()}` : '');
  const alike = ({ field: name, level }) => (level ? h('div', { class: 'lc-alike' }, `${words(level)}, ${signed(pair[name])}`) : null);
  return h('table', { class: 'govuk-table lc-two' },
    h('caption', { class: 'govuk-visually-hidden' }, `Records ${pair.record_a} and ${pair.record_b}`),
    h('thead', { class: 'govuk-table__head' }, h('tr', { class: 'govuk-table__row' },
      said ? h('td', { class: 'govuk-table__cell' }) : null,
      two.map((one) => h('th', { class: 'govuk-table__header', scope: 'col' }, `Record ${pair[`record_${one}`]}${system(one)}`)))),
    h('tbody', { class: 'govuk-table__body' }, (said?.fields || []).map((one) => h('tr', { class: 'govuk-table__row' },
      h('th', { class: 'govuk-table__header', scope: 'row' }, words(one.field), alike(one)),
      two.map((each) => h('td', { class: 'govuk-table__cell' }, one[each].length ? one[each].map((text) => h('div', {}, text)) : '–'))))));
}

const inBits = () => p('Above nought: for one child. Below: for two. In bits, of which each one doubles the odds.');

const fold = (pair) => h('details', { class: 'govuk-details' },
  h('summary', { class: 'govuk-details__summary' }, h('span', { class: 'govuk-details__summary-text' }, 'What each field speaks for',
    h('span', { class: 'govuk-visually-hidden' }, ` of records ${pair.record_a} and ${pair.record_b}`))),
  h('div', { class: 'govuk-details__text' }, inBits(), h('ul', { class: 'govuk-list' }, weights(pair).map((name) => h('li', {}, `${words(name)} ${signed(pair[name])}`)))));

function card(pair, i, who) {
  const answer = (value, label) => {
    const radio = h('input', { type: 'radio', class: 'govuk-radios__input', name: `pair-${i}`, id: `pair-${i}-${value}`, value, checked: pair.same === value });
    radio.addEventListener('change', () => { pair.same = value; });
    return h('div', { class: 'govuk-radios__item' }, radio, h('label', { class: 'govuk-label govuk-radios__label', for: radio.id }, label));
  };
  return h('li', { class: 'lc-card' }, sideBySide(pair, who?.get(named(pair))),
    p(`${words(pair.why)}${/[.?]$/.test(pair.why) ? '' : '.'} ${pair.joined === '1' ? 'They are one child now.' : 'They are two children now.'}`),
    who ? null : fold(pair),
    h('fieldset', { class: 'govuk-fieldset' }, h('legend', { class: 'govuk-fieldset__legend govuk-visually-hidden' }, `Records ${pair.record_a} and ${pair.record_b}`),
      h('div', { class: 'govuk-radios govuk-radios--small govuk-radios--inline' }, answer('1', 'One child'), answer('0', 'Two children'))));
}

// The pairs as they stand, found anew where there is no list of them.
async function found() {
  if (desk.files.has(list)) return rows(textOf(list));
  const done = await running('Looking for pairs', (how) => good(desk.runStore(['link', 'store.h5', '--review', list], { ...how, reads: store })));
  return done && rows(textOf(list));
}

const named = (pair) => `${pair.record_a} ${pair.record_b}`;

// What the records of those that are shown say: the program's own cards, which it logs first.
async function names(from, some, reason) {
  const done = await running('Looking up who they are', async (how) => {
    const cards = await good(desk.runStore(
      ['pairs', 'store.h5', '--json', '--after', String(from), '--most', String(some.length), '--reason', reason], { ...how, reads: store }));
    const who = new Map(JSON.parse(cards.text).pairs.map((one) => [named(one), one]));
    if (some.every((pair) => who.has(named(pair)))) return who;
    throw new Error('The list is of another day than the store. Go back and open the pairs again.');
  });
  return done;
}

// `at`: the first pair shown; `reason`: why their names are, or ''; `known`: the pairs with what was
// decided of them so far, or null. Where names are asked for and not had, the view stays as it is.
export async function pairs(home, { at = 0, reason = '', known = null } = {}) {
  if (!desk.storeIsOpen()) return fail('Open a store first: on the first page, or by loading your files.');
  const all = known || await found();
  if (!all) return null;
  const from = Math.min(at, Math.max(0, all.length - 1)), open = all.slice(from, from + SHOWN);
  const asked = reason && open.length, who = asked ? await names(from, open, reason) : null;
  return asked && !who ? null : view(home, { all, open, from, who, reason: who ? reason : '' });
}

function identities(home, { all, from, who, reason }) {
  const again = (more) => pairs(home, { at: from, known: all, ...more });
  if (who) return row(button('Hide who they are', () => again({ reason: '' }), 'secondary'));
  if (!desk.keys.phrase)
    return h('div', { class: 'govuk-inset-text' }, p('Who they are is shown once the store is under your passphrase.'),
      button('Save the store', () => keep.save(() => again({ reason })), 'secondary'));
  const why = input({ value: reason });
  return h('div', {}, field('Why you look at who they are', why, 'In a few words that name nobody; the store’s log keeps them'),
    row(button('Show who they are', () => (why.value.trim() ? again({ reason: why.value }) : fail('Say why, in a few words that name nobody: the store’s log keeps them.')), 'secondary')));
}

async function accept(home, { all, from, reason }) {
  const decided = all.filter((pair) => pair.same === '0' || pair.same === '1');
  if (!decided.length) return fail('Nothing was decided yet.');
  desk.files.set('accept.csv', new TextEncoder().encode(csv(Object.keys(all[0]), decided)));
  const done = await running('Keeping what you decided', (how) => good(desk.runStore(
    ['link', 'store.h5', '--accept', 'accept.csv', '--review', list, '--force'], { ...how, reads: (path) => store(path) || path === 'accept.csv' })));
  desk.remove('accept.csv');
  if (!done) return null;
  await pairs(home, { at: from }); // as they stand now, whatever becomes of the names
  return reason && pairs(home, { at: from, reason });
}

function view(home, seen) {
  const { all, open, from, reason } = seen;
  const turn = (label, at) => button(label, () => pairs(home, { at, reason, known: all }), 'secondary');
  const count = all.length === 1 ? 'One pair' : `${all.length} pairs`;
  const part = all.length > SHOWN ? `, of which ${from + 1} to ${from + open.length} are shown` : '';
  if (!all.length)
    return show('Pairs of records to look at', p('There is no pair to look at.'), row(button('Back to the first page', home, 'secondary')));
  return show('Pairs of records to look at', p(`${count}${part}. Those in most doubt come first. Leave open what you cannot tell.`),
    identities(home, seen), seen.who ? inBits() : null, h('ul', { class: 'lc-cards lc-cards--wide' }, open.map((pair, i) => card(pair, from + i, seen.who))),
    row(button('Keep what I decided', () => accept(home, seen)), from > 0 ? turn('Those before', Math.max(0, from - SHOWN)) : null,
      from + SHOWN < all.length ? turn('Those after', from + SHOWN) : null, button('Back to the first page', home, 'secondary')),
    downloads([list, 'Download all as CSV']));
}
