import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireDriver } from '../../src/store/driver.js';
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

describe('a database driver of another Node', () => {
  it('is told from one that runs, which it would crash', () => {
    const refused = expect.objectContaining({ code: 'driver-missing' });
    for (const [node, driver] of [
      ['20.20.2', '13.2.0'],
      ['22.13.1', '13.0.3'],
      ['23.5.0', '13.0.3'],
    ] as const) {
      expect(() => requireDriver(node, driver), node).toThrow(refused);
    }
    for (const [node, driver] of [
      ['20.17.0', '12.9.0'],
      ['22.13.1', '12.11.1'],
      ['22.14.0', '13.2.0'],
      ['23.6.0', '13.2.0'],
      ['24.21.0', '13.2.0'],
      ['26.0.0', '14.0.0'],
    ] as const) {
      expect(() => requireDriver(node, driver), node).not.toThrow();
    }
  });

  const crashes = process.versions.napi === '9';
  if (!crashes)
    console.log(`Skipped: a driver that would end the process, for it runs on Node ${process.version}.`);
  it.runIf(crashes)('is refused in words where it would end the process', () => {
    const desk = installedWithoutScripts();
    writeFileSync(join(desk, 'earshot.config.json'), JSON.stringify({ business: { name: 'Nar' } }));
    const driver = join(desk, 'node_modules/better-sqlite3');
    writeFileSync(
      join(driver, 'package.json'),
      JSON.stringify({ name: 'better-sqlite3', version: '13.2.0', main: 'crash.js' }),
    );
    writeFileSync(join(driver, 'crash.js'), 'module.exports = class { constructor() { process.abort(); } };');
    const { status, stderr } = earshot(desk, 'list');
    expect(stderr).toMatch(/crashes on Node\.js/);
    expect(stderr).toMatch(/22\.14 or later/);
    expect(status).toBe(1);
  });
});
