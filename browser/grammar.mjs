// The grammar of a study as the form needs it, from the tables of docs/study.md, which the
// program prints from what it reads by: sections of the file that hold plain values.
export function grammar(markdown) {
  const tables = new Map(), value = ['number', 'whole number', 'text', 'yes or no', 'list of texts'];
  for (const part of markdown.split(/^## /m).slice(1)) {
    const rows = [...part.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, key, rest]) => {
      const [type, absent, range, example, meaning] = rest.split(' | ').map((cell) => cell.replaceAll('\\|', '|').trim());
      return { key, type, absent, range, example, meaning };
    });
    tables.set(part.slice(0, part.indexOf('\n')).trim(), rows);
  }
  const whole = tables.get('The file');
  if (!whole?.length) throw new Error('docs/study.md has no table of the file');
  return whole.filter((row) => row.type === 'section').map(({ key, meaning }) =>
    ({ name: key, meaning, rows: tables.get(key).filter((row) => value.includes(row.type)) }));
}
