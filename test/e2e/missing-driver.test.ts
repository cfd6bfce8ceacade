import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from '../helpers/desk.js';

/** earshot as npm leaves it where it runs no install scripts: everything but the compiled driver. */
function installedWithoutScripts(): string {
  const desk = folder();
  for (const part of ['bin', 'dist', 'package.json']) symlinkSync(resolve(part), join(desk, part));
  const modules = join(desk, 'node_modules');
  mkdirSync(modules);
  for (const name of ['bindings', 'file-uri-to-path'])
    cpSync(`node_modules/${name}`, join(modules, name), { recursive: true });
  for (const part of ['lib', 'package.json']) {
    cpSync(`node_modules/better-sqlite3/${part}`, join(modules, 'better-sqlite3', part), { recursive: true });
  }
  return desk;
}

function earshot(desk: string, ...args: string[]) {
  const links = ['--preserve-symlinks', '--preserve-symlinks-main'];
  return spawnSync(process.execPath, [...links, join(desk, 'bin/earshot.js'), ...args], {
    cwd: desk,
    encoding: 'utf8',
  });
}

describe('where the database driver was not built', () => {
  it('says so, and what to do, without a stack trace', () => {
    const desk = installedWithoutScripts();
    writeFileSync(join(desk, 'earshot.config.json'), JSON.stringify({ business: { name: 'Nar' } }));
    const { status, stderr } = earshot(desk, 'list');
    expect(stderr).toMatch(/better-sqlite3, is not built for this machine's Node\.js/);
    expect(stderr).toMatch(/Install earshot again/);
    expect(stderr).not.toMatch(/^\s+at |→/m);
    expect(status).toBe(1);
  });

  it('still scores texts, which need no database', () => {
    const { status, stdout } = earshot(installedWithoutScripts(), 'score', 'Terrible service, never again');
    expect(stdout).toMatch(/^negative/);
    expect(status).toBe(0);
  });
});
