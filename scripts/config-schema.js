// Writes config.schema.json from the schema in src/config, for editors that complete and check JSON.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/config/json-schema.ts'],
  bundle: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { configJsonSchema } = await import(`data:text/javascript;base64,${source}`);
writeFileSync(`${root}config.schema.json`, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
execFileSync(
  process.execPath,
  [`${root}node_modules/@biomejs/biome/bin/biome`, 'format', '--write', 'config.schema.json'],
  {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
