import { build } from 'esbuild';
import { buildOptions } from './build-options.js';
import { sharedChunk } from './shared-chunk.js';

/**
 * Makes dist/ out of src/, and says what went where.
 *
 * @param {string} root the root of the repository
 * @param {{ write?: boolean }} [how] `write: false` only says it
 * @returns {Promise<import('esbuild').Metafile>}
 */
export async function bundleProgram(root, { write = true } = {}) {
  const { metafile } = await build({ ...buildOptions(root), plugins: [await sharedChunk(root)], write });
  return metafile;
}
