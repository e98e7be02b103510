// A verb of the program as a view. Its fields are the program's own options, from its own
// table, so what can be asked here is what can be asked anywhere, in the same words.
import * as desk from './desk.js';
import { button, checkbox, downloads, fail, field, framed, good, h, input, leaving, p, row, running, said, select, show } from './ui.js';

const verbs = new Map(JSON.parse(document.getElementById('lc-verbs').textContent).map((verb) => [verb.name, verb.options]));
const begun = (words) => words.replace(/^./, (first) => first.toUpperCase());
const DAYS = ['asof', 'from', 'to', 'since', 'received', 'linkage'];

// "how many a list holds; 0: as the study says" is a label and a hint; what begins with whom it is
// of, "of a table: folds", is told of that behind it.
function worded({ name, help }, words) {
  const [, of = '', own] = /^((?:of |instead|with a model)[^:]*: )?(.*)$/s.exec(words?.[name] || help);
  const [, label, rest = ''] = /^(.*?)(?:[;:] (.*)| \((.*)\))?$/s.exec(DAYS.includes(name) ? own.replace(/, as \d{4}-\d\d-\d\d/, '') : own);
  return { label: begun(label), hint: begun([of.replace(/: $/, ''), rest].filter(Boolean).join('; ')) };
}

// A control, with `said()`: what the command line would have behind the option's name.
function made(option, { words, typed, choices = {} }) {
  const { name, kind } = option, { label, hint } = worded(option, words), value = typed[name] ?? '';
  if (kind === 'flag') {
    const [box, view] = checkbox(label, `lc-${name}`);
    box.checked = Boolean(value);
    return { name, label, view, value: () => box.checked, said: () => (box.checked ? [`--${name}`] : []) };
  }
  const some = choices[name] || (option.choices && [['', 'Not said'], ...option.choices.map((one) => [one, one])]);
  const kinds = { number: 'decimal', 'whole number': 'numeric' };
  const box = some ? select(some, value)
    : DAYS.includes(name) ? input({ type: 'date', value, class: 'govuk-input govuk-input--width-10' })
      : kinds[kind] ? input({ inputmode: kinds[kind], value, class: 'govuk-input govuk-input--width-5' }) : input({ value });
  const text = () => box.value.trim();
  return { name, label, view: field(label, box, hint), value: text, said: () => (text() ? [`--${name}`, text()] : []) };
}

// The program's words, with the fields' labels for the options that it names.
const inWords = (text, fields) => text.replace(/--([a-z][\w-]*)/g, (all, name) => {
  const one = fields.find((each) => each.name === name);
  return one ? `“${one.label}”` : all;
});

/* `of`: { title, verb, about?: what stands above, first: the options that are shown,
 * more?: whether the others are, in a fold, but for those of without? and what goes into a
 * file that it does not write, needs?: those that must be said, asks?:
 * [{ name, help }] that are no options, words?: other words for some, choices?: what may be
 * chosen, files: said by { typed }: the arguments, reads: which files it is handed, writes?:
 * { option: file }, store: whether the open store is read; what it writes then goes with the answer }.
 * `typed`: what the fields begin with, and what they have where one comes back. */
export function ask(back, of, typed = {}) {
  const options = verbs.get(of.verb).filter(({ into }) => !into || of.writes?.[into]), same = typed.asked === of.title;
  const how = { words: of.words, typed: same ? typed : { ...typed, reason: '', child: '' }, choices: of.choices }; // each look has its own
  const hidden = { ...how, typed: same ? typed : {} }; // what was not seen is not said
  const own = (of.asks || []).map((one) => made({ kind: 'text', ...one }, how));
  const first = of.first.map((name) => made(options.find((one) => one.name === name), how));
  const others = of.more ? options.filter(({ name }) => !of.first.includes(name) && !of.without?.includes(name)).map((one) => made(one, hidden)) : [];
  const fields = [...own, ...first, ...others];
  const values = () => ({ ...Object.fromEntries(fields.map((one) => [one.name, one.value()])), unsuppressed: false, asked: of.title });
  const run = async () => {
    const empty = fields.find(({ name, value }) => (of.needs || []).includes(name) && !value());
    if (empty) return fail(`Say: ${empty.label[0].toLowerCase()}${empty.label.slice(1)}.`);
    const writes = Object.entries(of.writes || {});
    const args = [of.verb, ...of.files(values()), ...writes.flatMap(([name, file]) => [`--${name}`, file]),
      ...writes.length || of.force ? ['--force'] : [], ...[...first, ...others].flatMap((one) => one.said())];
    const done = await running(of.title, async (each) => {
      try {
        return await good((of.store ? desk.runStore : desk.run)(args, { ...each, reads: of.reads }));
      } catch (error) {
        throw error instanceof desk.Cancelled ? error : new Error(inWords(error.message, fields));
      }
    });
    return done && answer(back, of, values(), done);
  };
  show(of.title, (of.about || []).map((one) => p(one)), fields.filter((one) => !others.includes(one)).map((one) => one.view),
    others.length ? h('details', { class: 'govuk-details', open: others.some((one) => one.value()) }, h('summary', { class: 'govuk-details__summary' },
      h('span', { class: 'govuk-details__summary-text' }, 'More that can be said')),
    h('div', { class: 'govuk-details__text' }, others.map((one) => one.view))) : null,
    row(button(of.act || 'Show', run), button('Back', () => back(values()), 'secondary')));
}

function answer(back, of, typed, done) {
  const writes = Object.values(of.writes || {}), page = writes.find((file) => file.endsWith('.html'));
  const words = { html: 'Download the page', csv: 'Download the table', json: 'Download the model', txt: 'Download it' };
  const told = `${done.text}${done.text && done.words ? '\n' : ''}${done.words}`;
  show(of.title, page ? framed(page, of.title) : null, told || !page ? said(told, page ? undefined : of.title) : null,
    downloads(...writes.map((file) => [file, words[file.split('.').at(-1)]])),
    row(button('Ask otherwise', () => ask(back, of, typed), 'secondary'), button('Back', () => back(typed), 'secondary')));
  if (of.store) leaving(() => writes.forEach(desk.remove));
  return null;
}
