import { basename, dirname, join, resolve } from 'node:path';
import { EarshotError } from '../core/errors.js';
import type { BackupReport, ImportReport } from '../store/index.js';
import type { Desk } from './desk.js';

/** The folder beside the database into which copies go that are given no name. */
export function copiesFolder(database: string): string {
  return join(dirname(resolve(database)), 'backups');
}

/**
 * Copies the database into a file, checked, while others work on it, and remembers where: who is forgotten later
 * is told of copies.
 *
 * @param target an absolute path; null for one named after the time, in `backups` beside the database
 * @throws EarshotError as the store's `backUp` does
 */
export async function makeBackup(
  desk: Desk,
  target: string | null,
  options: { replace: boolean; onProgress?(share: number): void },
): Promise<BackupReport> {
  const { store, clock, signal } = desk;
  const path = target ?? join(copiesFolder(store.path), nameAt(clock(), basename(store.path)));
  // Before there is a copy, so that none is ever unknown.
  await store.upkeep.recordBackup(path, clock());
  return store.backUp(path, { ...options, now: clock(), signal });
}

/** `earshot.db` at a time: `earshot-20261122T051500Z.db`. */
function nameAt(now: number, name: string): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  return name.replace(/(\.\w+)?$/, (extension) => `-${stamp}${extension}`);
}

/** The whole desk as JSON lines, as it is at one moment. */
export async function* exportDesk({ store, clock, signal }: Desk): AsyncGenerator<string> {
  for await (const line of store.lines(clock())) {
    if (signal.aborted) {
      throw new EarshotError('Stopped; the export is not whole.', {
        code: 'interrupted',
        kind: 'interrupted',
      });
    }
    yield line;
  }
}

/**
 * Takes in a whole desk from a file, while nobody else polls, sends or delivers.
 *
 * @throws EarshotError as the store's `importDesk` does; `locked` where another run is at work
 */
export function importDesk(
  desk: Desk,
  file: string,
  onProgress: (rows: number) => void,
): Promise<ImportReport> {
  const { store, clock, signal, user } = desk;
  const quiet = <T>(run: () => Promise<T>) =>
    desk.exclusively('poll', 0, () =>
      desk.exclusively('bulk', 0, () =>
        desk.exclusively('deliver', 0, () => desk.exclusively('send', 0, run)),
      ),
    );
  return quiet(() =>
    store.importDesk(file, { now: clock(), author: user, batch: desk.newId(), signal, onProgress }),
  );
}
