// An invented borough, from its files to the list.
import * as desk from './desk.js';
import { button, fail, framedPack, good, h2, downloads, p, packDownloads, row, running, said, show } from './ui.js';
import { child } from './child.js';
import { decisions } from './list.js';

export const CHILDREN = 25000;

async function steps(how) {
  const tell = (what) => ({ ...how, progress: (words) => how.progress(`${what}: ${words}`) });
  const step = async (what, args, reads) => {
    how.progress(what);
    return good(desk.run(args, { ...tell(what), reads }));
  };
  const kept = (path) => path.startsWith('store.h5');
  await step('Inventing a borough', ['simulate', 'borough', '--children', String(CHILDREN), '--threads', '1'], () => false);
  const days = [...new Set([...desk.files.keys()].map((path) => /^borough\/extracts\/([^/]+)\//.exec(path)?.[1]).filter(Boolean))].sort();
  for (const day of days) {
    const some = [...desk.files.keys()].filter((path) => path.startsWith(`borough/extracts/${day}/`)).sort();
    await step(`Loading the files of ${day}`, ['import', 'store.h5', ...some, '--received', day], (path) => kept(path) || some.includes(path));
  }
  await step('Joining the agencies’ records', ['link', 'store.h5'], kept);
  desk.files.set('study.yaml', new TextEncoder().encode(desk.share['studies/late-entry.yaml']));
  const trained = await step('Training a model', ['train', 'study.yaml', 'store.h5', 'model.json', '--threads', '1', '--bootstrap', '50', '--force'], (path) => kept(path) || path === 'study.yaml');
  const day = days.at(-1);
  await step('Writing the list', ['panel', 'model.json', 'store.h5', '--asof', day, '--since', days[0], '--capacity', '20',
    '--reason', 'demonstration', '--output', 'pack', '--threads', '1'], (path) => kept(path) || path.startsWith('model.'));
  desk.clear('borough/');
  return { day, trained };
}

export async function trial(home) {
  if (desk.storeIsOpen()) return fail('A store is open. Save and close it first: the borough would take its place.');
  show('An invented borough', p(`${CHILDREN.toLocaleString('en-GB')} children who do not exist, and ten years of what agencies would hold of them.`));
  const done = await running('An invented borough', steps);
  if (!done) {
    desk.clear();
    desk.touched(false);
    document.getElementById('main').append(row(button('Try again', () => trial(home)), button('Back', home, 'secondary')));
    return null;
  }
  desk.invent(true);
  result(home, done);
  return null;
}

function result(home, { day, trained }) {
  const again = () => result(home, { day, trained });
  show('The list of the invented borough', p('None of these children exists. This is what a panel would have before it, as a page of its own.'),
    framedPack(), packDownloads(), downloads(['model.html', 'Download the model’s page']),
    row(button('Type what the panel decided', () => decisions(again, day)), button('Look at one child', () => child(again, { day, reason: 'demonstration' }), 'secondary'), button('Back to the first page', home, 'secondary')),
    h2('How the model was judged'), said(trained.text, 'How the model was judged'));
}
