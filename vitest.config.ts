// The unit and fixture tests. The tests in a real editor are no business of vitest: scripts/test.mjs runs them.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // The C++ grammar alone takes a quarter of a second to load, on a busy machine much longer.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
