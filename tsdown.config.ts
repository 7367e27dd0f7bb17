import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: 'src/index.ts',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  // The package says `"type": "module"`, so `.js` is ESM already.
  fixedExtension: false,
});
