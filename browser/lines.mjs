// A study's plain values, `  key: value` under a section, read and changed line by line: what
// else stands in the YAML, and its comments, stay as they are.

// Where `key` of `section` stands in the lines: { at, value, rest }, `at` -1 where it is
// not said, with the line before which it would be; null where the section is written in
// another way, or the value over several lines.
export function find(lines, section, key) {
  const from = lines.findIndex((line) => line.startsWith(`${section}:`));
  if (from < 0) return { at: -1, value: '', rest: '', before: lines.length - (lines.at(-1) === ''), fresh: true };
  if (!/^[\w-]+:\s*(#.*)?$/.test(lines[from])) return null;
  let end = from + 1, last = from + 1;
  for (; end < lines.length && !/^[^\s#]/.test(lines[end]); end++) if (/^\s+[^\s#]/.test(lines[end])) last = end + 1;
  for (let at = from + 1; at < end; at++) {
    const line = new RegExp(`^  ${key}:\\s*("(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|[^#\\s](?:[^#]|(?<=\\S)#)*?)?(\\s+#.*|\\s*)$`).exec(lines[at]);
    if (!line) continue;
    const value = line[1] ?? '';
    return !value || /^[>|{&*!']/.test(value) ? null : { at, value, rest: line[2].trimEnd() };
  }
  return { at: -1, value: '', rest: '', before: last };
}

// As YAML has it: what could be read as something else stands in quotation marks.
const written = (value, type) => (type !== 'text' || /^[\w(][\w .,()/-]*$/.test(value) ? value : JSON.stringify(value));

// A value as a field shows it.
export function shown(value, type) {
  if (type === 'list of texts') return value.replace(/^\[|\]$/g, '');
  if (type === 'yes or no') return { yes: 'true', no: 'false' }[value.toLowerCase()] ?? value.toLowerCase();
  try {
    return value.startsWith('"') ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

// The text with `key` of `section` said as `value`; '' takes it out.
export function set(text, section, { key, type }, value) {
  const lines = text.split('\n'), found = find(lines, section, key);
  if (!found || (found.at < 0 && !value)) return text;
  const line = `  ${key}: ${type === 'list of texts' ? `[${value}]` : written(value, type)}`;
  if (found.at < 0) lines.splice(found.before, 0, ...(found.fresh ? [`${section}:`, line] : [line]));
  else if (value) lines[found.at] = line + (found.rest && `  ${found.rest.trim()}`);
  else lines.splice(found.at, 1);
  return lines.join('\n');
}
