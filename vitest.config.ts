import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/fixtures/**', 'node_modules/**'],
    // A test that asserts nothing is a defect, so it fails.
    expect: { requireAssertions: true },
    // Left to itself vitest keeps one core free, which is half of a small machine.
    maxWorkers: '100%',
    // Tests of speed measure the time of the processor; on a busy machine that passes slowly.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text', 'html'],
    },
  },
});
