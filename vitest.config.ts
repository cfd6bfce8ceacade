import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real servers: npm run test:servers.
    exclude: ['test/servers/**'],
    setupFiles: ['test/helpers/property-seed.ts'],
    globalSetup: ['test/helpers/build-once.ts'],
    env: { TZ: 'UTC', NO_COLOR: '1' },
    // A test fails because something did not happen, not because a busy machine is slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
