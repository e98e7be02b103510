// What the program holds as bytes (web/assets.S, datasets/borough/builtin.S), as C for a
// compiler whose assembler has no .incbin:
//   node browser/assets.mjs >assets.c
import { readFileSync } from 'node:fs';

const held = {
  lc_asset_script: 'build/web/page.js',
  lc_asset_style: 'build/web/page.css',
  lc_builtin_truth: 'datasets/borough/truth.yaml',
};

console.log('#include <stddef.h>\n#include <stdint.h>');
for (const [name, path] of Object.entries(held)) {
  const bytes = [...readFileSync(path)];
  console.log(`const char ${name}[] = {${bytes.map(byte => (byte << 24) >> 24).join()}};`);
  console.log(`const ${name.startsWith("lc_asset") ? "uint64_t" : "size_t"} ${name}_size = ${bytes.length};`);
}
