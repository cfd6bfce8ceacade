import { defineConfig } from 'vitest/config';

/** `npm run test:servers`: against real servers, where there are any; each test says what it needs and skips without. */
export default defineConfig({
  test: {
    include: ['test/servers/**/*.test.ts'],
    env: { TZ: 'UTC', NO_COLOR: '1' },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    passWithNoTests: true,
  },
});
