// The page in Chromium, from file://, without a network: the invented borough to its list,
// a cancel, a wrong file, a store saved and opened again with a wrong passphrase first.
// Every view is looked at by axe, wide and narrow:
//   node tests/browser/journeys.mjs [FOLDER]      FOLDER gets pictures
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './module.mjs';

const root = new URL('../../', import.meta.url);
const require = createRequire(new URL('build/browser/test/', root));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.argv[2];
if (pictures) mkdirSync(pictures, { recursive: true });
const home = mkdtempSync(join(tmpdir(), 'latecare-journeys-'));
const problems = [];
const PHRASE = 'four words that fit nowhere';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--proxy-server=127.0.0.1:9'],
});
const context = await browser.newContext({ offline: true, acceptDownloads: true, viewport: { width: 1366, height: 900 } });
// As in a browser that cannot save in place.
await context.addInitScript(() => { delete window.showSaveFilePicker; });
const page = await context.newPage();
page.on('request', (request) => {
  if (!/^(file|blob|data|about):/.test(request.url())) problems.push(`a request to ${request.url().slice(0, 80)}`);
});
page.on('pageerror', (error) => problems.push(`an error of the page: ${error.message}`));
page.on('console', (message) => { if (message.type() === 'error') problems.push(`the console: ${message.text().slice(0, 300)}`); });
page.on('dialog', (dialog) => dialog.accept());

async function look(name) {
  for (const width of [1366, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }));
    for (const one of found.violations) problems.push(`${name} at ${width}: ${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) problems.push(`${name} at ${width}: ${wide} pixels too wide`);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1366, height: 900 });
}

const press = (name) => page.getByRole('button', { name, exact: true }).click();
const heading = (name, timeout = 120_000) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor({ timeout });
const alert = (words) => page.getByRole('alert').filter({ hasText: words }).waitFor({ timeout: 60_000 });
const where = () => page.locator('#lc-where').innerText();

async function journey(name, work) {
  const from = Date.now();
  try {
    await work();
  } catch (error) {
    problems.push(`${name}: ${String(error.message).split('\n')[0]}`);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-failed.png`) });
  }
  console.log(`${name}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
}

await journey('start', async () => {
  await page.goto(new URL('build/browser/latecare.html', root).href);
  await heading('Latecare');
});
await journey('first-page', () => look('first'));

await journey('cancel', async () => {
  await press('Try it on an invented borough');
  await page.getByText('Inventing a borough').last().waitFor();
  await press('Cancel');
  await alert(/Cancelled\. Everything is as it was/);
  await look('cancelled');
  await press('Back');
  if (!/nothing stays in the browser/.test(await where())) problems.push('after a cancel a store is open');
});

await journey('wrong-file', async () => {
  await press('Check and load my files');
  writeFileSync(join(home, 'notes.txt'), 'these are notes\nand no table\n');
  await page.getByLabel('Choose or drop your files').setInputFiles(join(home, 'notes.txt'));
  await look('files');
  await press('Check');
  await page.getByRole('heading', { level: 1, name: 'What was found' }).waitFor({ timeout: 60_000 });
  if (!/notes\.txt/.test(await page.locator('.lc-said').innerText())) problems.push('the wrong file is not named');
  await look('checked');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('link', { name: 'Which rules were broken?' }).click();
  await frame.getByRole('heading', { name: 'Which rules were broken?' }).waitFor();
  await press('Back to the files');
  await press('Take away notes.txt');
  await press('Back');
});

// A small borough's files, as agencies would send them.
async function extracts() {
  const drawn = new Map();
  await run(drawn, ['simulate', 'b', '--children', '1500', '--years', '4', '--threads', '1']);
  const some = [...drawn.keys()].filter((path) => path.startsWith('b/extracts/2025-03-01/'));
  return some.map((path) => {
    const flat = join(home, path.split('/').slice(3).join('-'));
    mkdirSync(dirname(flat), { recursive: true });
    writeFileSync(flat, drawn.get(path));
    return flat;
  });
}

await journey('load', async () => {
  await press('Check and load my files');
  await page.getByLabel('Choose or drop your files').setInputFiles(await extracts());
  await page.getByLabel('The day on which they were made').fill('2025-03-01');
  await press('Load');
  await heading('Your files are in the store', 120_000);
  await look('loaded');
  await press('Look at the pairs');
  await heading('Pairs of records to look at');
  await page.getByRole('group').first().getByLabel('Two children').check();
  await look('pairs');
  const before = await page.locator('main p').first().innerText();
  await press('Keep what I decided');
  await page.waitForFunction((words) => document.querySelector('main p')?.innerText !== words && !document.querySelector('.lc-running'), before, { timeout: 60_000 });
  await press('Back to the first page');
  await press('This week’s list');
  await look('week');
  await press('Write the list');
  await alert(/Choose a model first/);
  await press('Back');
  await press('Close the store');
  await press('Close');
  await alert(/Tick the box/);
  await page.getByLabel('What was not saved may be lost').check();
  await press('Close');
  await heading('Latecare');
  if (!/nothing stays in the browser/.test(await where())) problems.push('a store that was closed is still open');
});

await journey('borough', async () => {
  await press('Try it on an invented borough');
  await heading('The list of the invented borough');
});
await journey('borough-look', () => look('list'));

await journey('decide', async () => {
  await press('Type what the panel decided');
  await heading('What the panel decided');
  const child = page.getByRole('group').first();
  await child.getByLabel('Discussed').selectOption('yes');
  await child.getByLabel('The panel agrees').selectOption('yes');
  await child.getByLabel('What is to be done').selectOption('watch');
  await look('decisions');
  await press('Keep');
  await heading('Kept in the store', 60_000);
  if (!/not saved/.test(await where())) problems.push('a decision that was kept is not said to be unsaved');
});

await journey('save', async () => {
  await press('Latecare');
  await press('Save the store');
  await look('save');
  await page.getByLabel('Passphrase').fill('short');
  await press('Save');
  await alert(/12 characters/);
  await page.getByLabel('Passphrase').fill(PHRASE);
  await page.getByLabel('The same again').fill(PHRASE);
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), press('Save')]);
  await file.saveAs(join(home, 'store.latecare'));
  const saved = readFileSync(join(home, 'store.latecare'));
  for (const plain of ['\x89HDF', 'TREE', 'HEAP', 'referral'])
    if (saved.includes(Buffer.from(plain, 'latin1'))) problems.push(`the saved store can be read: ${plain.slice(-4)}`);
  await heading('Latecare');
  if (/not saved/.test(await where())) problems.push('a saved store is said to be unsaved');
});

await journey('open', async () => {
  await page.reload();
  await heading('Latecare');
  await press('Open a store');
  const choose = page.getByLabel('The file that you saved, whose name ends in .latecare');
  await choose.setInputFiles(join(home, 'notes.txt'));
  await press('Open');
  await alert(/not a store that this page saved/);
  await choose.setInputFiles(join(home, 'store.latecare'));
  await page.getByLabel('Passphrase').fill('not the one it is');
  await press('Open');
  await alert(/passphrase/);
  await look('open');
  await page.getByLabel('Passphrase').fill(PHRASE);
  await press('Open');
  await heading('Latecare', 60_000);
  if (!/A store is open/.test(await where())) problems.push('the store that was saved does not open');
});

await journey('models', async () => {
  await press('Models');
  await page.locator('.lc-said').filter({ hasText: /Cohort|children/i }).waitFor({ timeout: 60_000 });
  await look('models');
  await press('Back');
});

await browser.close();
rmSync(home, { recursive: true, force: true });
for (const one of problems) console.log(`PROBLEM ${one}`);
console.log(problems.length ? `${problems.length} problems` : 'all as it should be');
process.exit(problems.length ? 1 : 0);
