// Models: a study with what the program makes of it as it is typed, its training and its
// page.
import * as desk from './desk.js';
import { form } from './form.js';
import { list } from './list.js';
import { table } from './table.js';
import { button, downloads, fail, field, framed, good, h, h2, p, row, running, said, select, show } from './ui.js';

const store = (path) => path.startsWith('store.h5');
const encode = (text) => new TextEncoder().encode(text);
// The studies of the data files, by their titles.
const studies = Object.entries(desk.share).filter(([path, text]) => path.startsWith('studies/') && /^ {2}title:/m.test(text))
  .map(([path, text]) => [path, `${/^ {2}title: (.*)$/m.exec(text)[1]} (${path.slice(8, -5)})`]);

// What `plan` says, a moment after the last key; the one before it is ended.
function planner(yaml, panel) {
  let wait = null, control = null;
  return () => {
    clearTimeout(wait);
    control?.abort();
    if (!desk.storeIsOpen()) { panel.textContent = 'Open or load a store, and the plan is written here as you type.'; return; }
    wait = setTimeout(async () => {
      control = new AbortController();
      desk.files.set('study.yaml', encode(yaml.value));
      try {
        const done = await desk.runStore(['plan', 'study.yaml', 'store.h5'], { signal: control.signal, reads: (path) => store(path) || path === 'study.yaml' });
        panel.textContent = done.status > 1 ? done.words : done.text;
      } catch (error) {
        if (!(error instanceof desk.Cancelled)) panel.textContent = error.message;
      }
    }, 600);
  };
}

async function train(home, yaml) {
  if (!desk.storeIsOpen()) return fail('Open a store first: on the first page, or by loading your files.');
  desk.files.set('study.yaml', encode(yaml));
  const done = await running('Training', async (how) => {
    const trained = await good(desk.runStore(['train', 'study.yaml', 'store.h5', 'model.json', '--threads', '1', '--force'], { ...how, reads: (path) => store(path) || path === 'study.yaml' }));
    return trained;
  });
  if (!done) return null;
  show('The model', framed('model.html', 'The model’s page'),
    downloads(['model.json', 'Download the model'], ['model.json.seal', 'Download its seal'], ['model.html', 'Download its page']),
    p('Keep the model and its seal together: who makes the list needs both.'), h2('How it was judged'), said(done.text), row(button('This week’s list', () => list(home)), button('Back to the studies', () => models(home), 'secondary'), button('Back to the first page', home, 'secondary')));
  return null;
}

async function compare(home, yaml) {
  if (!desk.storeIsOpen()) return fail('Open a store first: on the first page, or by loading your files.');
  desk.files.set('study.yaml', encode(yaml));
  const done = await running('Comparing', (how) => good(desk.runStore(['compare', 'study.yaml', 'store.h5', '--threads', '1'], { ...how, reads: (path) => store(path) || path === 'study.yaml' })));
  return done && show('The models compared', said(done.text, 'The models compared'), row(button('Back to the studies', () => models(home)), button('Back to the first page', home, 'secondary')));
}

export function models(home) {
  const yaml = h('textarea', { class: 'govuk-textarea lc-yaml', rows: '24', spellcheck: 'false' });
  const panel = said('', 'What the program makes of it');
  const plan = planner(yaml, panel);
  const which = select(studies, 'studies/late-entry.yaml');
  const parts = form(yaml, plan);
  const start = () => { yaml.value = desk.share[which.value]; parts.read(); plan(); };
  which.addEventListener('change', start);
  yaml.addEventListener('input', plan);
  show('Models', field('Begin with', which),
    h('div', { class: 'lc-side' }, h('div', {}, h2('The study as a form'), parts.view),
      h('div', {}, field('The same as it is written', yaml, 'Who, when, what, and what must be reached'))),
    h2('What the program makes of it'), panel,
    row(button('Train and judge', () => train(home, yaml.value)), button('Compare its models', () => compare(home, yaml.value), 'secondary'),
      button('A table of my own', () => table(() => models(home)), 'secondary'), button('Back', home, 'secondary')));
  start();
}
