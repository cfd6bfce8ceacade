import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CAFE, resolveScenario } from '../../src/sandbox/index.js';
import { ahead, toHalfPast } from '../helpers/clock.js';
import { type Desk, makeDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk(resolveScenario(CAFE, Date.now()));
  expect(await desk.run(['poll', '--json'])).toMatchObject({ code: 0 });
});
afterAll(() => desk?.close());

const week = ['digest', '--since', '7d'];

describe('earshot digest', () => {
  it('is the same report in four forms', async () => {
    const { volume } = jsonOf<{ volume: { mentions: number } }>(
      await desk.run([...week, '--format', 'json']),
    );
    expect(volume.mentions).toBeGreaterThan(30);
    const said = `${volume.mentions} mentions`;
    for (const format of ['text', 'md', 'html']) {
      const { code, stdout, stderr } = await desk.run([...week, '--format', format]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(said);
      expect(stdout).toContain('First today');
      expect(stdout).toContain('earshot reply');
    }
  });

  it('is written into a file, whole, in the language asked for', async () => {
    const out = join(desk.dir, 'digest.html');
    const ended = await desk.run([...week, '--format', 'html', '--lang', 'fa', '--out', out]);
    expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const page = readFileSync(out, 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="fa-IR" dir="rtl">/);
    expect(page).toMatch(/<\/html>\n$/);
    expect(page).toContain('اولویت‌های امروز');
    const text = await desk.run([...week, '--lang', 'vi']);
    expect(text.stdout).toContain('Ưu tiên hôm nay');
    expect(text.stdout).not.toMatch(/[\u2066-\u2069]/);
  });

  it('is in the first language of the business that it can be written in', async () => {
    const config = JSON.parse(readFileSync(desk.config, 'utf8')) as { business: object };
    const other = join(desk.dir, 'persian.json');
    writeFileSync(
      other,
      JSON.stringify({ ...config, business: { ...config.business, languages: ['de', 'fa'] } }),
    );
    const { stdout } = await desk.run([...week, '--config', other, '--db', desk.db]);
    expect(stdout).toContain('اولویت‌های امروز');
  });

  it('says what is wrong with what was asked for', async () => {
    for (const args of [
      ['--lang', 'xx'],
      ['--format', 'pdf'],
      ['--since', '1d', '--until', '2d'],
    ]) {
      const { code, stdout, stderr } = await desk.run(['digest', ...args]);
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).not.toBe('');
    }
    const nowhere = join(desk.dir, 'no', 'such', 'folder', 'digest.md');
    const { code, stderr } = await desk.run([...week, '--format', 'md', '--out', nowhere]);
    expect(code).toBe(1);
    expect(stderr).toContain('cannot be written');
    expect(existsSync(nowhere)).toBe(false);
  });

  it('is sent once for a period, and goes on where the last one ended', async () => {
    const received: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        received.push(`${decodeURIComponent(String(request.url))} ${body}`);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const config = JSON.parse(readFileSync(desk.config, 'utf8')) as object;
    const other = join(desk.dir, 'sending.json');
    const channels = [{ id: 'phone', kind: 'ntfy', topic: 'nar', server: `http://127.0.0.1:${port}` }];
    // What is sent twice is told by the hours: none ends meanwhile.
    const env = ahead(toHalfPast(Date.now()));
    const send = (...args: string[]) =>
      desk.run(['digest', ...args, '--send', '--config', other, '--db', desk.db], { env });

    writeFileSync(other, JSON.stringify(config));
    const none = await send('--since', '7d');
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('no channel');

    writeFileSync(other, JSON.stringify({ ...config, delivery: { channels } }));
    expect(await send('--since', '7d')).toMatchObject({ code: 0, stdout: 'Sent to phone.\n', stderr: '' });
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('First today');
    // Nothing has happened for an hour since: nothing leaves, and cron hears nothing.
    expect(await send('--since', 'last')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const again = jsonOf<{ deliveries: object[] }>(await send('--since', 'last', '--json'));
    expect(again.deliveries).toEqual([
      { channel: 'phone', result: 'already', reason: null, hint: null, retryAt: null },
    ]);
    expect(received).toHaveLength(1);
  });
});
