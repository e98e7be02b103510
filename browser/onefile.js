// A store in one file: a zip without compression of what stands beside each other on a
// disk, so that `unzip` gives back a store for the program anywhere. Its data and names
// are encrypted by the store's own keys, and these by the passphrase (Argon2id), before
// they come here.

const table = new Uint32Array(256).map((_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function record(signature, shorts) {
  const bytes = new Uint8Array(4 + shorts.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [size, value] of shorts) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

const DAY = [2, 0x21]; // 1 January 1980: two of the same store are the same bytes

export function pack(entries) {
  const parts = [], central = [];
  let at = 0, length = 0;
  for (const [name, bytes] of entries) {
    const path = new TextEncoder().encode(name);
    const about = [[2, 0], [2, 0], [2, 0], DAY, [4, crc(bytes)], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
    const head = record(0x04034b50, [[2, 10], ...about]);
    const entry = record(0x02014b50, [[2, 10], [2, 10], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]);
    parts.push(head, path, bytes);
    central.push(entry, path);
    at += head.length + path.length + bytes.length;
    length += entry.length + path.length;
  }
  const count = entries.length;
  return new Blob([...parts, ...central, record(0x06054b50, [[2, 0], [2, 0], [2, count], [2, count], [4, length], [4, at], [2, 0]])]);
}

// The files of one, or an error in words: nothing of it is believed before it is checked.
export function unpack(bytes) {
  const wrong = () => new Error('This is not a store that this page saved, or it is cut off. Choose the file whose name ends in .latecare.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = [];
  let at = 0;
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50) {
    const sum = view.getUint32(at + 14, true), size = view.getUint32(at + 18, true);
    const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + view.getUint16(at + 26, true)));
    if (view.getUint16(at + 8, true) || from + size > bytes.length || !/^store\.h5[\w.-]*$/.test(name)) throw wrong();
    const inside = bytes.slice(from, from + size);
    if (crc(inside) !== sum) throw wrong();
    found.push([name, inside]);
    at = from + size;
  }
  if (!found.some(([name]) => name === 'store.h5') || view.getUint32(at, true) !== 0x02014b50) throw wrong();
  return found;
}
