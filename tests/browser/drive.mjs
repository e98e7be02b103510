// A browser without a network, and the page in it as a person meets it: buttons by their
// words, fields by their labels, headings, alerts. The same for each that Debian has.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../build/browser/test/', import.meta.url));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// By the names that puppeteer has for them. Whatever was asked of a network would go to a port at which nobody listens.
const NOWHERE = 9;
const kinds = (downloads) => ({
  chrome: { executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--proxy-server=127.0.0.1:${NOWHERE}`] },
  firefox: { executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', extraPrefsFirefox: {
    'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': NOWHERE,
    'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': NOWHERE,
    'browser.download.folderList': 2, 'browser.download.dir': downloads } },
});
export const names = Object.keys(kinds(''));

// Said of a button or a field that is there and can be seen.
const findButton = (words) => [...document.querySelectorAll('button')]
  .find((one) => one.textContent.replace(/\s+/g, ' ').trim() === words && one.checkVisibility());
const findField = (words, scope) => [...(scope || document).querySelectorAll('label')]
  .find((one) => one.innerText.trim().startsWith(words) && one.checkVisibility())?.control;

const isGone = (error) => /detached|stale|no such node/i.test(error.message);

// A view may be shown anew between the look for what is in it and the click.
async function again(act, left = 20) {
  try {
    return await act();
  } catch (error) {
    if (!left || !isGone(error)) throw error;
    await new Promise((next) => setTimeout(next, 100));
    return again(act, left - 1);
  }
}

// What `find` comes to once it is something, asked again and again: a browser's own ways of waiting make a
// function of a text, which the page's policy forbids to Debian 12's Firefox. What cannot be asked,
// as of a view that is just being shown, is asked again too.
async function until(find, timeout) {
  const end = Date.now() + timeout;
  for (let why = '';;) {
    const found = await find().catch((error) => { why = `: ${error.message}`; });
    if (found) return found;
    if (Date.now() > end) throw new Error(`not so within ${timeout} ms${why}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

// In a page or a frame: what a function of it gives, and what is there by a selector.
export const finds = (where, look, timeout, ...more) => until(async () => {
  const found = await where.evaluateHandle(look, ...more);
  if (await found.evaluate((one) => Boolean(one))) return found;
  await found.dispose();
  return null;
}, timeout);
export const there = (where, selector, timeout = 30_000) => until(() => where.$(selector), timeout)
  .catch((error) => { throw new Error(`${selector}: ${error.message}`); });

// A Firefox that cannot be turned (Debian 12's of 2025) says so of a window that it has made as wide as asked.
async function resize(page, width) {
  await page.setViewport({ width, height: 900 }).catch((error) => { if (!/unknown command/.test(error.message)) throw error; });
  await finds(page, (wanted) => window.innerWidth === wanted, 10_000, width);
}

export async function start(name, address, { folder, pictures, problems }) {
  const downloads = join(folder, `${name}-downloads`);
  mkdirSync(downloads);
  const browser = await puppeteer.launch({ browser: name, headless: true, protocolTimeout: 300_000,
    downloadBehavior: { policy: 'allow', downloadPath: downloads }, ...kinds(downloads)[name] });
  const page = await browser.newPage();
  const wrong = (words) => problems.push(`${name}: ${words}`);
  page.on('request', (request) => {
    if (!/^(file|blob|data|about):/.test(request.url())) wrong(`a request to ${request.url().slice(0, 80)}`);
  });
  // Debian 12's Firefox tells of one of its own now and then where a frame is shown; no window, the page's or the
  // frame's, hears an error then. Where the page asked a frame for more than it may, Chromium would tell.
  const own = ({ message }) => name === 'firefox' && /^(Error: )?Permission denied to access property "length"$/.test(message);
  page.on('pageerror', (error) => { if (!own(error)) wrong(`an error of the page: ${error.message}`); });
  page.on('console', (message) => { if (message.type() === 'error') wrong(`the console: ${message.text().slice(0, 300)}`); });
  page.on('dialog', (dialog) => dialog.accept());
  // As in a browser that cannot save in place.
  await page.evaluateOnNewDocument(() => { delete window.showSaveFilePicker; });
  await resize(page, 1366);
  await page.goto(address);

  const waitFor = (look, what, timeout, ...more) => finds(page, look, timeout, ...more)
    .catch((error) => { throw new Error(`${what}: ${error.message}`); });
  let stopped = false; // what follows a journey that failed would begin elsewhere
  const driver = {
    page, wrong,
    press: (words) => again(async () => {
      const found = await waitFor(findButton, `the button "${words}"`, 30_000, words);
      await found.evaluate((one) => one.scrollIntoView({ block: 'center' }));
      await found.click();
    }),
    heading: (words, timeout = 180_000) => waitFor((wanted) => [...document.querySelectorAll('h1')]
      .some((one) => one.innerText.trim() === wanted && one.checkVisibility()), `the heading "${words}"`, timeout, words),
    alert: (words) => waitFor((wanted) => document.querySelector('[role=alert]')?.innerText.includes(wanted), `a warning of "${words}"`, 60_000, words),
    seen: (selector, words, timeout = 60_000) => waitFor((of, wanted) => [...document.querySelectorAll(of)]
      .some((one) => one.checkVisibility() && one.innerText.includes(wanted)), `"${words}"`, timeout, selector, words),
    text: (selector) => page.$eval(selector, (one) => one.innerText),
    field: (words, scope = null) => waitFor(findField, `the field "${words}"`, 30_000, words, scope),
    fill: (words, value, scope) => again(async () => {
      const field = await driver.field(words, scope);
      await field.evaluate((one, text) => {
        one.focus();
        one.value = text;
        for (const event of ['input', 'change']) one.dispatchEvent(new Event(event, { bubbles: true }));
      }, value);
    }),
    choose: (words, value, scope) => again(async () => (await driver.field(words, scope)).select(value)),
    tick: (words, scope) => again(async () => (await driver.field(words, scope)).click()),
    async upload(words, files) {
      const field = await driver.field(words);
      await field.uploadFile(...[files].flat()).catch((error) => {
        if (!isGone(error)) throw error; // taken, and the view shown anew with what was taken
      });
    },
    // Runs it and ends it in the middle: within a second all is as it was.
    async cancelled(words) {
      await driver.press(words);
      await waitFor(() => document.querySelector('.lc-running'), `a run of "${words}"`, 30_000);
      if (await page.$$eval('#lc-home, #lc-licences-shown', (all) => all.some((one) => !one.disabled))) wrong(`during "${words}" another view can be had`);
      const from = Date.now();
      await page.$eval('.lc-running button', (one) => one.click());
      await driver.alert('Cancelled. Everything is as it was');
      if (Date.now() - from > 1000) wrong(`a cancel of "${words}" takes ${Date.now() - from} ms`);
      if (await page.$$eval('#lc-home, #lc-licences-shown', (all) => all.some((one) => one.disabled))) wrong(`after a cancel of "${words}" the page's own buttons are gone`);
    },
    // The same, once the run says `step`.
    async cancelledAt(words, step) {
      await page.evaluate((wanted) => {
        const watch = new MutationObserver(() => {
          const panel = document.querySelector('.lc-running');
          if (!panel?.innerText.includes(wanted)) return;
          watch.disconnect();
          panel.querySelector('button').click();
        });
        watch.observe(document.getElementById('main'), { subtree: true, childList: true });
      }, step);
      await driver.press(words);
      await driver.alert('Cancelled. Everything is as it was');
    },
    // The one that the view has.
    frame: () => until(async () => page.frames().filter((one) => one.parentFrame()).at(-1), 60_000),
    // Of a card of the first list that has one.
    card: (n = 0) => page.$$('main li.lc-card').then((all) => all[n]),
    async tabTo(words, most = 60) {
      for (let i = 0; i < most; i++) {
        if (await page.evaluate((wanted) => document.activeElement?.innerText?.trim() === wanted, words)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`"${words}" is not reached by the Tab key`);
    },
    async downloaded(file) {
      const path = join(downloads, file);
      for (let i = 0; i < 600 && !(existsSync(path) && !existsSync(`${path}.part`) && readFileSync(path).length); i++)
        await new Promise((next) => setTimeout(next, 100));
      return readFileSync(path);
    },
    async look(view) {
      for (const width of [1366, 360]) {
        await resize(page, width);
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run(document, { iframes: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
          .then(({ violations }) => violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`)));
        for (const one of found) wrong(`${view} at ${width}: ${one}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) wrong(`${view} at ${width}: ${wide} pixels too wide`);
        if (pictures) writeFileSync(join(pictures, `${name}-${view}-${width}.png`), await page.screenshot({ fullPage: true }));
      }
      await resize(page, 1366);
    },
    async journey(title, work) {
      const from = Date.now();
      if (stopped) return;
      try {
        await work();
      } catch (error) {
        stopped = true;
        wrong(`${title}: ${String(error.message).split('\n')[0]}`);
        if (pictures) writeFileSync(join(pictures, `${name}-${title}-failed.png`), await page.screenshot());
      }
      console.log(`${name}, ${title}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
    },
    close: () => browser.close(),
  };
  return driver;
}
