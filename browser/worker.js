// Runs one verb of the program, in a worker of its own that ends with it: what it reads was
// handed in, what it wrote is handed out, and nobody else ever sees its memory. Ending the
// worker in the middle is therefore a cancel that leaves all as it was. `latecare` is the
// module that the linker makes; it stands before this text.
/* global latecare, self, postMessage */

const HOME = '/work';

function folder(FS, path) {
  const above = path.slice(0, path.lastIndexOf('/'));
  if (above) FS.mkdirTree(above);
}

function each(FS, path, see) {
  for (const name of FS.readdir(path)) {
    if (name === '.' || name === '..') continue;
    const inside = `${path}/${name}`;
    if (FS.isDir(FS.stat(inside).mode)) each(FS, inside, see);
    else see(inside);
  }
}

// Bytes as they come; the program's line of progress ends with a carriage return or with
// the sign that clears the rest of the line.
function listener(tell) {
  let bytes = [];
  const decoder = new TextDecoder();
  const flush = () => {
    const text = decoder.decode(new Uint8Array(bytes)).replaceAll('\x1b[K', '');
    bytes = [];
    if (text.trim()) tell(text);
  };
  return {
    byte(byte) {
      if (byte === 13) flush();
      else bytes.push(byte);
      if (byte === 10 || (byte === 75 && bytes.at(-2) === 91)) flush();
    },
    flush,
  };
}

async function run({ module, files, share, args, passphrases }) {
  const out = [];
  let status = 0;
  const words = [];
  const progress = listener((text) => {
    if (text.endsWith('\n')) words.push(text);
    else postMessage({ progress: text });
  });
  const program = await latecare({
    noInitialRun: true,
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(module, imports).then(done);
      return {};
    },
    preRun: [({ FS, ENV }) => {
      FS.init(() => null, (byte) => out.push(byte), (byte) => progress.byte(byte));
      Object.assign(ENV, { LATECARE_PROGRESS: '1', HOME, TZ: 'UTC0' });
    }],
    quit(code, toThrow) { status = code; throw toThrow; },
  });
  const { FS } = program;
  const put = (path, bytes) => {
    folder(FS, path);
    FS.writeFile(path, bytes);
    FS.utime(path, 1, 1); // what is younger after the run was written by it
  };
  for (const [path, text] of Object.entries(share)) put(`/share/${path}`, text);
  FS.mkdirTree(HOME);
  for (const [path, bytes] of files) put(`${HOME}/${path}`, bytes);
  FS.chdir(HOME);
  passphrases.forEach((phrase, i) => {
    put(`/answers/${i}`, `${phrase}\n`);
    FS.open(`/answers/${i}`, 'r'); // descriptors 3, 4, ...
  });
  program.callMain(args);
  progress.flush();
  const changed = [];
  const there = [];
  each(FS, HOME, (path) => {
    const name = path.slice(HOME.length + 1);
    there.push(name);
    if (FS.stat(path).mtime.getTime() > 1) changed.push([name, FS.readFile(path)]);
  });
  const gone = files.map(([path]) => path).filter((path) => !there.includes(path));
  const bytes = program.HEAPU8 ? program.HEAPU8.length : 0;
  return {
    status, changed, gone, memory: bytes,
    text: new TextDecoder().decode(new Uint8Array(out)), words: words.join(''),
  };
}

self.onmessage = async ({ data }) => {
  try {
    const done = await run(data);
    postMessage({ done }, done.changed.map(([, bytes]) => bytes.buffer));
  } catch (error) {
    postMessage({ failed: String(error && error.message || error) });
  }
};
