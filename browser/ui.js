// What every view is made of: elements, headings, files in and out, and a run with its
// progress and its Cancel.
import * as desk from './desk.js';

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const p = (...words) => h('p', { class: 'govuk-body' }, ...words);
export const hint = (id, words) => h('div', { class: 'govuk-hint', id }, words);
export const h2 = (words) => h('h2', { class: 'govuk-heading-m' }, words);
export const row = (...children) => h('div', { class: 'govuk-button-group' }, ...children);
export function button(words, act, kind = '') {
  return h('button', { type: 'button', class: `govuk-button ${kind && `govuk-button--${kind}`}`, onclick: act }, words);
}
export const said = (words, label = 'What the program says') =>
  h('pre', { class: 'lc-said', tabindex: '0', role: 'region', 'aria-label': label }, words);

let current = null; // { frame, turn } of the pack that is in view
let left = null; // what is done when the view is left, whichever way
export const leaving = (act) => { left = act; };
const main = () => document.getElementById('main');

// A new view: its heading is read out first.
export function show(title, ...content) {
  left?.();
  left = null;
  const heading = h('h1', { class: 'govuk-heading-l', tabindex: '-1' }, title);
  main().replaceChildren(heading, ...content.flat().filter(Boolean));
  if (!current?.frame.isConnected) current = null;
  document.title = `${title} – Latecare`;
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  return main();
}

let count = 0;
export function field(words, input, help) {
  const id = input.id || `lc-field-${count++}`;
  input.id = id;
  if (help) input.setAttribute('aria-describedby', `${id}-hint`);
  return h('div', { class: 'govuk-form-group' },
    h('label', { class: 'govuk-label', for: id }, words), help ? hint(`${id}-hint`, help) : null, input);
}
export const input = (props = {}) => h('input', { class: 'govuk-input', ...props });
export const select = (options, chosen) => h('select', { class: 'govuk-select' },
  options.map(([value, words]) => h('option', { value, selected: value === chosen }, words)));
export function checkbox(words, id) {
  const box = h('input', { type: 'checkbox', class: 'govuk-checkboxes__input', id });
  return [box, h('div', { class: 'govuk-form-group' }, h('div', { class: 'govuk-checkboxes', 'data-module': 'govuk-checkboxes' },
    h('div', { class: 'govuk-checkboxes__item' }, box,
      h('label', { class: 'govuk-label govuk-checkboxes__label', for: id }, words))))];
}

// What went wrong, where it is seen and heard; the view stays as it is.
export function fail(words) {
  document.getElementById('lc-failed')?.remove();
  const box = h('div', { class: 'govuk-error-summary', id: 'lc-failed', role: 'alert', tabindex: '-1' },
    h('h2', { class: 'govuk-error-summary__title' }, 'There is a problem'),
    h('div', { class: 'govuk-error-summary__body' }, p(words)));
  main().prepend(box);
  box.focus();
}
export const forget = () => document.getElementById('lc-failed')?.remove();

// The buttons that every view has.
const outside = (disabled) => { for (const id of ['lc-home', 'lc-licences-shown']) document.getElementById(id).disabled = disabled; };

// The label of a day that is typed in part. Its value is that of none, so it would be as not said.
const unfinished = () => [...main().querySelectorAll('input')].find((one) => one.validity.badInput)?.labels[0].textContent;

// Runs `work({ progress, signal })` behind a panel that says how far it is, and nothing else can be
// done meanwhile; null if it was cancelled or failed, or a day in the view is typed in part, which
// is then said.
export async function running(title, work) {
  forget();
  const half = unfinished();
  if (half) {
    fail(`Say the whole day, or none of it: ${half[0].toLowerCase()}${half.slice(1)}.`);
    return null;
  }
  const control = new AbortController();
  const line = h('p', { class: 'govuk-body', 'aria-live': 'polite' }, 'Starting …');
  const bar = h('progress', { 'aria-label': title });
  const panel = h('div', { class: 'lc-running' }, h2(title), bar, line,
    button('Cancel', () => control.abort(), 'secondary'));
  const hidden = [...main().children].filter((element) => !element.hidden);
  for (const element of hidden) element.hidden = true;
  outside(true);
  main().prepend(panel);
  panel.querySelector('button').focus();
  const progress = (words) => {
    line.textContent = words;
    const share = /(\d+) of (\d+)/.exec(words);
    if (share) Object.assign(bar, { max: Number(share[2]), value: Number(share[1]) });
    else bar.removeAttribute('value');
  };
  let failed = null, result = null;
  try {
    result = await work({ progress, signal: control.signal });
  } catch (error) {
    failed = error.message;
  } finally {
    outside(false);
  }
  panel.remove();
  for (const element of hidden) element.hidden = false;
  if (failed) fail(failed);
  return result;
}

// The program's own words where it refused; else its result.
export async function good(result) {
  const done = await result;
  if (done.status > 1) throw new Error(done.words.replace(/^latecare( \w+)?: /gm, '').trim() || `the program ended with status ${done.status}`);
  return done;
}

// As a download: the browser asks, or puts it where downloads go.
export function download(name, bytes, type = 'application/octet-stream') {
  const url = URL.createObjectURL(bytes instanceof Blob ? bytes : new Blob([bytes], { type }));
  const link = h('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
export const downloads = (...names) => row(names.filter(([path]) => desk.files.has(path)).map(([path, words]) =>
  button(words, () => download(path.split('/').at(-1), desk.files.get(path)), 'secondary')));

export const textOf = (path) => new TextDecoder().decode(desk.files.get(path));

// A page that the program wrote: it can run its own script and nothing else.
export const framed = (path, title) =>
  h('iframe', { class: 'lc-frame', title, sandbox: 'allow-scripts', srcdoc: textOf(path) });

// The pack of a meeting: its list, or the page that is opened first, and those that links lead to.
export function framedPack(first = 'list.html') {
  const frame = framed(`pack/${first}`, 'The panel’s list');
  const back = button(first === 'list.html' ? 'Back to the list' : 'Back to the page of the day', () => turn(first), 'secondary');
  const turn = (name, place) => {
    if (!desk.files.has(`pack/${name}`)) return;
    if (place) frame.addEventListener('load', () => frame.contentWindow.postMessage({ place }, '*'), { once: true });
    frame.srcdoc = textOf(`pack/${name}`);
    back.hidden = name === first;
  };
  back.hidden = true;
  current = { frame, turn };
  return h('div', {}, back, frame);
}
window.addEventListener('message', (event) => {
  if (!current || event.source !== current.frame.contentWindow || typeof event.data?.open !== 'string') return;
  const [, name, place] = /^([\w-]+\.html)(?:#([\w-]+))?$/.exec(event.data.open) || [];
  if (name) current.turn(name, place);
});
export const packDownloads = () => downloads(['pack/list.html', 'Download the page'], ['pack/panel.xlsx', 'Download the workbook'],
  ['pack/summary.html', 'Download the page to print'], ['pack/list.csv', 'Download the list as CSV'], ['pack/changes.csv', 'Download what changed'], ['pack/daily.html', 'Download the page of the day'], ['pack/daily.csv', 'Download the day as CSV'],
  ['pack/who.csv', 'Download who they are']);

// Files by drop, by choosing, or a whole folder; `use(files)` gets those of each time.
export function drop(words, use, { multiple = true, folder = multiple, accept } = {}) {
  const take = async (files) => {
    try {
      const some = await files;
      if (some.length) await use(some);
    } catch (error) {
      fail(`It could not be read: ${error.message}. Look whether it is still there and not open elsewhere.`);
    }
  };
  const some = h('input', { type: 'file', class: 'govuk-file-upload', multiple, accept, id: `lc-files-${count++}` });
  some.addEventListener('change', () => { take([...some.files]); some.value = ''; });
  const box = h('div', { class: 'lc-drop' }, h('label', { class: 'govuk-label govuk-label--m', for: some.id }, words), some);
  if (folder) {
    const whole = h('input', { type: 'file', class: 'govuk-file-upload', webkitdirectory: true, id: `lc-folder-${count++}` });
    whole.addEventListener('change', () => { take([...whole.files]); whole.value = ''; });
    box.append(h('label', { class: 'govuk-label', for: whole.id }, 'or a whole folder'), whole);
  }
  box.addEventListener('dragover', (event) => { event.preventDefault(); box.classList.add('lc-drop--over'); });
  box.addEventListener('dragleave', () => box.classList.remove('lc-drop--over'));
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    box.classList.remove('lc-drop--over');
    take(dropped(event.dataTransfer)); // begun before the event is over
  });
  return box;
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((yes, no) => entry.file(yes, no));
      // as a folder that was chosen has it: two files of one name are two
      found.push(Object.defineProperty(file, 'webkitRelativePath', { value: entry.fullPath.slice(1) }));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((yes, no) => reader.readEntries(yes, no));
      if (!some.length) return;
      for (const one of some) await walk(one);
    }
  };
  for (const entry of entries) await walk(entry);
  return found;
}

// Rows of a CSV that the program wrote, as objects by heading.
export function rows(text) {
  const table = [[]];
  let cell = '', quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') { cell += c; i++; }
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || c === '\n')) {
      table.at(-1).push(cell.replace(/\r$/, ''));
      cell = '';
      if (c === '\n') table.push([]);
    } else cell += c;
  }
  const [heading, ...rest] = table.filter((one) => one.length);
  return rest.map((one) => Object.fromEntries(heading.map((name, i) => [name, one[i]])));
}

// The same back.
export function csv(heading, list) {
  const quote = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [heading, ...list.map((one) => heading.map((name) => one[name] ?? ''))]
    .map((one) => one.map(quote).join(',')).join('\n') + '\n';
}
