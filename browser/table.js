// Any table with a heading: models by a formula, curves, and how good risks were. What can be
// asked of it is a row here; its fields are the program's own options (ask.js).
import { ask } from './ask.js';
import * as desk from './desk.js';
import { button, drop, fail, p, row, rows, show } from './ui.js';

const families = JSON.parse(document.getElementById('lc-families').textContent);
const TABLE = 'table.csv', MODEL = 'fit.json';
const ofTable = { files: () => [TABLE], reads: (path) => path === TABLE, more: true };
const ofFit = { ...ofTable, files: () => [MODEL, TABLE], reads: (path) => path === TABLE || path === MODEL, fitted: true };
const words = { family: 'the kind of model', formula: 'the formula, as R has them', times: 'times at which it is told: as 30, 100, 365' };

const views = [
  { ...ofTable, title: 'A model', verb: 'fit', act: 'Fit', first: ['family', 'formula'], needs: ['formula'], writes: { output: MODEL },
    words: { ...words, formula: `${words.formula}; what is told apart, a tilde, and by what: ${families[0][2]}, or Surv(days, event) ~ age + factor(sex)` },
    choices: { family: families.map(([name, title]) => [name, title]) } },
  { ...ofTable, title: 'Curves by group', verb: 'curve', first: ['formula', 'test', 'quantiles'], needs: ['formula'], writes: { page: 'curve.html', output: 'curve.csv' },
    words: { ...words, formula: `${words.formula}; as Surv(days, event) ~ sex, or ~ 1 for everybody` }, without: ['times'] },
  { ...ofFit, title: 'How good the model is here', verb: 'evaluate', first: ['horizon', 'capacity'], without: ['risk', 'marker', 'against', 'outcome'] },
  { ...ofTable, title: 'How good risks in a column were', verb: 'evaluate', first: ['risk', 'outcome', 'horizon', 'capacity'], needs: ['risk', 'outcome'], without: ['integrate'] },
  { ...ofFit, title: 'Risks of the rows', verb: 'predict', first: ['horizon'], writes: { output: 'risks.csv' } },
  { ...ofTable, title: 'Models side by side', verb: 'compare', act: 'Compare', first: ['horizon', 'capacity'], needs: ['models'], files: ({ models }) => [TABLE, ...models.split(';').map((one) => one.trim()).filter(Boolean)],
    asks: [{ name: 'models', help: `the models; with a semicolon between them: logistic: ${families[0][2]}; scorecard: ${families[0][2]}` }], without: ['linkage'] },
];

let name = '';

// What a formula can name.
function columns() {
  const [first] = rows(new TextDecoder().decode(desk.files.get(TABLE).subarray(0, 1 << 16)));
  return first ? Object.keys(first).join(', ') : 'none';
}

export function table(back, typed = {}) {
  const again = (more) => table(back, { ...typed, ...more });
  const open = (of) => {
    if (!desk.files.has(TABLE)) return fail('Choose a table first.');
    if (of.fitted && !desk.files.has(MODEL)) return fail('Fit a model first.');
    return ask(again, { words, ...of }, { family: 'logistic', ...typed });
  };
  show('A table of my own', drop('A CSV with a heading', async ([file]) => {
    desk.files.set(TABLE, new Uint8Array(await file.arrayBuffer()));
    name = file.name;
    table(back);
  }, { multiple: false, accept: '.csv' }), p(`${desk.files.has(TABLE) ? `${name} chosen. Its columns: ${columns()}.` : 'No table chosen.'}${desk.files.has(MODEL) ? ' A model is fitted; another table can be chosen to try it on.' : ''}`),
  row(views.map((of) => button(of.title, () => open(of), 'secondary'))), row(button('Back', back, 'secondary')));
}
