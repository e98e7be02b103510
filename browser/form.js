// A study as a form, beside the YAML that it stands for. What a key means, may be and is
// where it is not said comes from the program's own grammar (docs/study.md); a change of a
// field is a change of its line of the YAML, whose comments stay, and the other way round.
// Lists of sections (predictors, models) are written in the YAML.
import { field, h, input, p, select } from './ui.js';
import { find, set, shown } from './lines.mjs';

const grammar = JSON.parse(document.getElementById('lc-grammar').textContent);

const boxes = {
  'yes or no': () => select([['', 'not said'], ['true', 'yes'], ['false', 'no']], ''),
};

const help = ({ key, type, range, absent }) =>
  `${key}: ${range === '-' ? type : range}; ${absent === 'must be said' ? absent : `if it is not said: ${absent}`}`;

// `yaml` is the textarea, `changed` is called after a field was.
export function form(yaml, changed) {
  const reads = [];
  const one = (section, row) => {
    const box = boxes[row.type]?.() || input();
    const made = field(row.meaning[0].toUpperCase() + row.meaning.slice(1), box, help(row));
    box.addEventListener('change', () => { yaml.value = set(yaml.value, section, row, box.value.trim()); changed(); });
    reads.push((lines) => {
      const found = find(lines, section, row.key);
      made.hidden = !found;
      if (found) box.value = shown(found.value, row.type);
    });
    return made;
  };
  const read = () => { const lines = yaml.value.split('\n'); for (const each of reads) each(lines); };
  yaml.addEventListener('input', read);
  const sections = grammar.filter(({ rows }) => rows.length).map(({ name, meaning, rows }) =>
    h('details', { class: 'govuk-details' },
      h('summary', { class: 'govuk-details__summary' }, h('span', { class: 'govuk-details__summary-text' }, `${name}: ${meaning.split(';')[0]}`)),
      h('div', { class: 'govuk-details__text' }, rows.map((row) => one(name, row)))));
  return { read, view: h('div', {}, p('Predictors, models and groups are written in the text beside it (YAML).'), sections) };
}
