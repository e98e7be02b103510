// A list's page with as many children as it is given: first paint, search, order, printing, keyboard, and words that would like
// to be markup, in Chromium from file:// without a network:
//   node tests/browser/list.mjs PAGE.html [FOLDER]      FOLDER gets pictures
// Prints the times, which hang on the machine; fails for what does not: an order or a count that is wrong, a request, a dialog.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const require = createRequire(new URL('../../build/browser/test/', import.meta.url));
const puppeteer = require('puppeteer-core');
const [file, pictures] = process.argv.slice(2);
if (pictures) mkdirSync(pictures, { recursive: true });
const problems = [];
const browser = await puppeteer.launch({ browser: 'chrome', headless: true, protocolTimeout: 300_000,
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--proxy-server=127.0.0.1:9'] });
const page = await browser.newPage();
await page.setViewport({ width: 1366, height: 768 });
page.on('request', (request) => {
  if (!/^(file|blob|data|about):/.test(request.url())) problems.push(`a request to ${request.url().slice(0, 80)}`);
});
page.on('pageerror', (error) => problems.push(`an error of the page: ${error.message}`));
page.on('dialog', (dialog) => { problems.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
const check = (good, what) => { if (!good) problems.push(what); };

await page.goto(`file://${resolve(file)}`, { waitUntil: 'load', timeout: 300_000 });
const paint = await page.evaluate(() => Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime));
const ROW = '#list tbody tr';
const rows = () => page.$$eval(ROW, (all) => all.length);
const texts = (selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent));
const status = () => page.$eval('.lc-search [role=status]', (one) => one.innerText);
const more = () => page.evaluateHandle(() => [...document.querySelectorAll('button')]
  .find((one) => one.textContent.includes('show them all') && one.checkVisibility()));
const first = await rows();
const all = (await page.$$('.lc-child')).length;
check(first === Math.min(all, 200), `${first} rows of ${all} at first`);
check(Boolean((await more()).asElement()) === (all > first), 'more is offered where there is none, or not where there is');

// What is found is what the cards' own words say, and the search takes so long.
const search = (words) => page.evaluate(async (typed) => {
  const input = document.querySelector('.lc-search input'), from = performance.now();
  input.value = typed;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  document.body.offsetHeight; // laid out
  return performance.now() - from;
}, words);
const children = await page.evaluate(() => [...document.querySelectorAll('.lc-child h3')].map((h) => h.textContent));
const times = [];
for (const words of ['m', 'mi', 'missing', 'exclusion since', children[Math.floor(all / 2)].match(/\d+/)[0], 'nobody at all', '<img src=x onerror=alert(1)>', '\u202Eabc', '']) {
  times.push(Math.round(await search(words)));
  const shown = await rows(), said = (await status()).match(/(\d+) of (\d+) found/);
  if (!words) continue;
  check(said && Number(said[2]) === all, `'${words}': ${await status()}`);
  check(said && shown === Math.min(200, Number(said[1])), `'${words}': ${shown} rows, ${await status()}`);
  check((await texts(ROW)).every((text) => words.split(' ').every((word) => text.toLowerCase().includes(word))), `'${words}' finds other rows`);
}
check(await rows() === first, 'the list is not what it was when the search is empty');

// By age: the whole list is put in order, not what is shown of it.
const header = await page.evaluateHandle(() => [...document.querySelectorAll('#list thead button')].find((one) => one.textContent.includes('Age')));
await header.focus();
await page.keyboard.press('Enter');
const ages = await texts(`${ROW} td:nth-child(3)`);
check(ages.every((age, k) => !k || Number(ages[k - 1]) <= Number(age)), 'not in order of age');
const youngest = await page.evaluate(() => Math.min(...[...document.querySelectorAll('.lc-child')].map((c) => Number((c.textContent.match(/[Aa]ged? (\d+)/) || [0, 99])[1]))));
check(youngest === 99 || Number(ages[0]) === youngest, `the first is ${ages[0]}, the youngest ${youngest}`);

// On paper there are all; and what is more is a press away.
await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
check(await rows() === all, `${await rows()} rows of ${all} on paper`);
await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
check(await rows() === first, 'not as it was before it was printed');
if (all > first) {
  await (await more()).click();
  check(await rows() === all, 'not all are shown when asked for');
}
if (pictures) await page.screenshot({ path: join(pictures, 'list.png') });

// Without a script the page has every row.
const silent = await browser.newPage();
await silent.setJavaScriptEnabled(false);
await silent.goto(`file://${resolve(file)}`, { waitUntil: 'load', timeout: 300_000 });
const written = await silent.$$(ROW), last = written.at(-1);
check(written.length === all && Boolean(last && await last.boundingBox()), 'without a script rows are missing');
await browser.close();
console.log(`${all} children: first paint ${paint} ms, searches ${times.join(' ')} ms`);
for (const problem of problems) console.log(`FAIL: ${problem}`);
process.exit(problems.length ? 1 : 0);
