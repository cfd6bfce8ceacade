import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { EarshotError } from '../core/errors.js';
import { type Change, changeSchema } from './changes.js';
import { type GrantState, grantsSchema } from './grants.js';
import type { Scene } from './scene.js';
import { sceneSchema } from './scene-schema.js';

const stateSchema = z.strictObject({
  version: z.literal(1),
  handle: z.string(),
  /** Scene time of the last change: the stage does not go back behind it. */
  sceneTime: z.number(),
  grants: grantsSchema,
  changes: z.array(changeSchema),
  /** What was on the stage at the first start; a relative scenario would otherwise move with every start. */
  scene: sceneSchema,
});

/** Everything the sandbox remembers from one start to the next. */
export interface SandboxState {
  handle: string;
  sceneTime: number;
  grants: GrantState;
  changes: Change[];
  scene: Scene;
}

/**
 * Reads a state file.
 *
 * @returns null where there is none yet
 * @throws EarshotError where it is not one, or belongs to another handle
 */
export function readState(path: string, handle: string): SandboxState | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new EarshotError(`The sandbox state ${path} cannot be read.`, {
      code: 'sandbox-state',
      hint: 'Check that the file belongs to you, or give another path.',
      cause: error,
    });
  }
  const hint = `Give another path, or remove ${path} to start afresh.`;
  let state: SandboxState;
  try {
    state = stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new EarshotError(`${path} is not a sandbox state.`, { code: 'sandbox-state', hint, cause: error });
  }
  if (state.handle.toLowerCase() !== handle.toLowerCase()) {
    throw new EarshotError(`${path} keeps the stage of @${state.handle}, not of @${handle}.`, {
      code: 'sandbox-state',
      kind: 'usage',
      hint,
    });
  }
  return state;
}

/** A function that writes the state, whole or not at all; the scene, which never changes, is serialised once. */
export function createStateWriter(path: string, scene: Scene): (state: Omit<SandboxState, 'scene'>) => void {
  const sceneText = JSON.stringify(scene);
  return (state) => {
    const rest = JSON.stringify({ version: 1, ...state });
    try {
      writeFileSync(`${path}.tmp`, `${rest.slice(0, -1)},"scene":${sceneText}}\n`, {
        mode: 0o600,
        flush: true,
      });
      renameSync(`${path}.tmp`, path);
    } catch (error) {
      throw new EarshotError(`The sandbox state ${path} cannot be written.`, {
        code: 'sandbox-state',
        hint: 'Check the permissions and the free space of its folder, or give another path.',
        cause: error,
      });
    }
  };
}
