// The form of a study and its YAML are one: what the form writes is what the program reads.
//   node tests/browser/lines.mjs
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { find, set, shown } from '../../browser/lines.mjs';
import { grammar } from '../../browser/grammar.mjs';
import { families } from '../../browser/verbs.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const sections = grammar(read('docs/study.md'));
const rows = sections.flatMap(({ name, rows: all }) => all.map((row) => [name, row]));
assert.ok(rows.length > 30, `${rows.length} keys of the grammar`);

assert.deepEqual(families(read('docs/models.md'))[0], ['logistic', 'Logistic regression', 'low ~ age + lwt + factor(race)']);

// By hand.
const small = 'format: 1\ncohort:  # who\n  age_from: 13   # youngest\n  known_to: [cin, missing]\n\n# when\nlandmarks:\n  every: 1 month\npanel: { capacity: 5 }\n';
const key = (wanted) => rows.find(([, row]) => row.key === wanted)[1];
assert.equal(set(small, 'cohort', key('age_from'), '10'), small.replace('13   # youngest', '10  # youngest'));
assert.equal(set(small, 'cohort', key('age_to'), '17'), small.replace('missing]\n', 'missing]\n  age_to: 17\n'));
assert.equal(set(small, 'cohort', key('known_to'), 'cin, cpp'), small.replace('[cin, missing]', '[cin, cpp]'));
assert.equal(set(small, 'cohort', key('age_from'), ''), small.replace('  age_from: 13   # youngest\n', ''));
assert.equal(set(small, 'landmarks', key('from'), '2020-01-01'), small.replace('1 month\n', '1 month\n  from: 2020-01-01\n'));
assert.equal(set(small, 'panel', key('capacity'), '15'), small, 'a section of another form is left alone');
assert.equal(set(small, 'study', key('title'), 'Ours: "13" # and up'), `${small}study:\n  title: "Ours: \\"13\\" # and up"\n`);
assert.equal(shown('"Ours: \\"13\\""', 'text'), 'Ours: "13"');
assert.equal(shown('[cin, missing]', 'list of texts'), 'cin, missing');
for (const [said, box] of [['yes', 'true'], ['No', 'false'], ['True', 'true'], ['FALSE', 'false'], ['true', 'true']])
  assert.equal(shown(said, 'yes or no'), box, said);
const single = "study:\n  title: 'Ours'\n";
assert.equal(find(single.split('\n'), 'study', 'title'), null, 'single quotes are another way');
assert.equal(set(single, 'study', key('title'), 'Theirs'), single);

// Of every study of ours and every key: said again nothing changes but spaces, another
// value is read back, and all other keys stay as they were.
for (const name of readdirSync(new URL('datasets/studies/', root)).filter((one) => /^late-entry.*yaml$/.test(one))) {
  const text = read(`datasets/studies/${name}`);
  const values = (of) => rows.map(([section, row]) => find(of.split('\n'), section, row.key)?.value);
  const before = values(text);
  assert.ok(before.filter(Boolean).length > 10, `${name}: few keys are found`);
  rows.forEach(([section, row], i) => {
    if (before[i] === undefined) return;
    const again = set(text, section, row, shown(before[i], row.type));
    assert.equal(again.replace(/ +#/g, ' #'), text.replace(/ +#/g, ' #'), `${name} ${section}.${row.key}`);
    const other = set(text, section, row, row.type === 'list of texts' ? 'cin, cpp' : row.type === 'text' ? '2 weeks' : '7');
    const after = values(other);
    assert.equal(after[i].replace(/[[\]]/g, ''), row.type === 'list of texts' ? 'cin, cpp' : row.type === 'text' ? '2 weeks' : '7');
    after.forEach((value, k) => k !== i && assert.equal(value, before[k], `${name}: ${section}.${row.key} moved ${rows[k][1].key}`));
  });
}
console.log(`lines: ${rows.length} keys, as they are read`);
