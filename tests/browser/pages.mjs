// Pages that the program wrote, each opened in Chromium from file:// without a network at four widths and as printed, every
// fold open:
//   node tests/browser/pages.mjs [--pictures FOLDER] [--fast] PAGE.html...
// What fails it: a dialog, a request, an error of the page or the console, something wider than the window, text cut off by its
// own box, anything that axe finds of WCAG 2.2 AA. --fast leaves axe out, and lets the region of a broad table be moved sideways:
// for pages of words that no language has. FOLDER gets a picture of each at 1366 x 768 and 360.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';

const require = createRequire(new URL('../../build/browser/test/', import.meta.url));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WAYS = [{ width: 1280 }, { width: 800 }, { width: 360 }, { width: 320 }, { width: 680, media: 'print' }]; // A4 between its margins
const NOWHERE = 9; // a port at which nobody listens

const options = process.argv.slice(2), files = [];
let pictures = null, fast = false;
for (let k = 0; k < options.length; k++)
  if (options[k] === '--pictures') pictures = options[++k];
  else if (options[k] === '--fast') fast = true;
  else files.push(options[k]);
if (pictures) mkdirSync(pictures, { recursive: true });

// Runs in the page: what is wider than the window, and text that its own box cuts off.
function measure(sideways) {
  const faults = [], most = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth - most;
  if (wide > 0) faults.push(`${wide} pixels too wide`);
  const clips = (style) => /auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY);
  const hidden = '.govuk-visually-hidden, .govuk-skip-link, script, style, .lc-stacks thead';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()) && faults.length < 5; ) {
    const box = text.parentElement;
    if (!text.data.trim() || box.closest(hidden) || !box.checkVisibility()) continue;
    const region = sideways && box.closest('.lc-wide');
    if (region && getComputedStyle(region).overflowX === 'auto') continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const r of [...range.getClientRects()].slice(0, 400)) {
      if (!r.width || !r.height) continue;
      const where = JSON.stringify(text.data.trim().slice(0, 30));
      if (r.left < -0.5 || r.right > most + 0.5) { faults.push(`beyond the window: ${where}`); break; }
      let cut = null;
      for (let up = box; up && up !== document.body && !cut; up = up.parentElement) {
        const edge = up.getBoundingClientRect();
        const within = r.left >= edge.left - 2 && r.right <= edge.right + 2 && r.top >= edge.top - 2 && r.bottom <= edge.bottom + 2;
        if (!within && clips(getComputedStyle(up))) cut = up;
      }
      if (cut) { faults.push(`cut: ${where} by ${cut.className || cut.tagName}`); break; }
    }
  }
  return faults;
}

// A button on paper is no target.
const run = (print) => window.axe.run(document, { rules: { 'target-size': { enabled: !print } }, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then(({ violations }) => violations.map((one) => `axe: ${one.id}: ${one.nodes.length} of ${one.nodes[0].html.slice(0, 120)}`));

const browser = await puppeteer.launch({ headless: true, protocolTimeout: 600_000, executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', `--proxy-server=127.0.0.1:${NOWHERE}`] });
let bad = 0;

async function open(file) {
  const page = await browser.newPage(), problems = new Map();
  const wrong = (what, where = '') => problems.set(what, [...(problems.get(what) || []), where]);
  await page.setBypassCSP(!fast); // axe is a script that the page's policy would not run; a look before is without it
  page.on('request', (request) => { if (!/^(file|blob|data|about):/.test(request.url())) wrong(`a request to ${request.url().slice(0, 80)}`); });
  page.on('pageerror', (error) => wrong(`an error of the page: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') wrong(`the console: ${message.text().slice(0, 200)}`); });
  page.on('dialog', (dialog) => { wrong(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  for (const { width, media } of WAYS) {
    const where = media || width;
    await page.setViewport({ width, height: 768 });
    await page.emulateMediaType(media || 'screen');
    await page.goto(`file://${resolve(file)}`, { waitUntil: 'load', timeout: 300_000 });
    await page.evaluate((print) => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      if (print) window.dispatchEvent(new Event('beforeprint'));
    }, Boolean(media));
    for (const what of await page.evaluate(measure, fast)) wrong(what, where);
    if (fast) continue;
    await page.evaluate(axe);
    for (const what of await page.evaluate(run, Boolean(media))) wrong(what, where);
  }
  await page.emulateMediaType('screen');
  for (const [width, height] of pictures ? [[1366, 768], [360, 740]] : []) {
    await page.setViewport({ width, height });
    await page.goto(`file://${resolve(file)}`, { waitUntil: 'load' });
    const name = join(pictures, `${basename(file, '.html')}-${width}`);
    writeFileSync(`${name}.png`, await page.screenshot());
    writeFileSync(`${name}-whole.png`, await page.screenshot({ fullPage: true }));
  }
  await page.close();
  bad += problems.size;
  for (const [what, places] of problems) console.log(`FAIL: ${basename(file)}${places[0] ? ` at ${places.join(', ')}` : ''}: ${what}`);
}

for (const file of files) await open(file);
await browser.close();
console.log(`${files.length} pages, ${bad} faults`);
process.exit(bad ? 1 : 0);
