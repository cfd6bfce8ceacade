import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../helpers/random.js';

const HEADER = 32;
const SYNCED = 2;
/** What a disk writes whole or not at all. */
const SECTOR = 512;

/** One write to a database file that was not synced afterwards. */
interface Unsynced {
  path: string;
  offset: number;
  sizeBefore: number;
  old: Buffer;
  length: number;
}

/**
 * Builds what stands between the program and its disk.
 *
 * @param dir a folder to put it in
 * @returns the library to preload; null where it cannot be built: no Linux, no C compiler
 */
export function buildDisk(root: string, dir: string): string | null {
  if (process.platform !== 'linux') return null;
  const library = join(dir, 'disk.so');
  try {
    const source = join(root, 'test/campaign/disk.c');
    execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl', '-lpthread'], {
      stdio: 'pipe',
    });
    return library;
  } catch {
    return null;
  }
}

/**
 * The power fails: of what was written and not synced, every sector may have reached the disk or not. What other
 * processes shared in memory is gone.
 *
 * @param log what the library noted
 * @returns how many writes were not synced, and how many of them were lost or torn
 */
export function losePower(database: string, log: string, random: Random): { unsynced: number; lost: number } {
  const writes = unsyncedIn(log);
  let lost = 0;
  for (const write of writes.toReversed()) {
    const fate = random.pick(['kept', 'lost', 'lost', 'torn'] as const);
    if (fate === 'kept' || !existsSync(write.path)) continue;
    lost += 1;
    const kept = fate === 'torn' ? Math.min(write.length, random.below(8) * SECTOR) : 0;
    takeBack(write, kept);
  }
  rmSync(`${database}-shm`, { force: true });
  rmSync(log, { force: true });
  return { unsynced: writes.length, lost };
}

function takeBack({ path, offset, sizeBefore, old, length }: Unsynced, kept: number): void {
  const file = openSync(path, 'r+');
  try {
    if (old.length > kept) writeSync(file, old, kept, old.length - kept, offset + kept);
    const end = offset + Math.max(kept, old.length);
    // A write that made the file longer: what lies behind it came later, and goes as well.
    if (offset + length > sizeBefore) ftruncateSync(file, Math.max(sizeBefore, end));
  } finally {
    closeSync(file);
  }
}

/** What the log holds of writes after the last sync of their file, oldest first. */
function unsyncedIn(log: string): Unsynced[] {
  if (!existsSync(log)) return [];
  const bytes = readFileSync(log);
  let writes: Unsynced[] = [];
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const pathLength = bytes.readUInt32LE(at + 4);
    const oldLength = bytes.readUInt32LE(at + 24);
    const end = at + HEADER + pathLength + oldLength;
    // The kill fell into the note: the write itself had not begun.
    if (end > bytes.length) break;
    const path = bytes.toString('utf8', at + HEADER, at + HEADER + pathLength);
    if (bytes.readUInt32LE(at) === SYNCED) writes = writes.filter((write) => write.path !== path);
    else {
      writes.push({
        path,
        offset: Number(bytes.readBigUInt64LE(at + 8)),
        sizeBefore: Number(bytes.readBigUInt64LE(at + 16)),
        old: bytes.subarray(at + HEADER + pathLength, end),
        length: bytes.readUInt32LE(at + 28),
      });
    }
    at = end;
  }
  return writes;
}
