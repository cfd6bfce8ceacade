import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cafeSoFar } from '../helpers/cafe.js';
import { type Desk, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

/** A `crontab` that keeps its table in a file, and says so where there is none, as the real one does. */
const CRONTAB = `#!/bin/sh
table="$HOME/table"
case "$1" in
  -l) [ -f "$table" ] && cat "$table" || { echo "no crontab for $USER" >&2; exit 1; } ;;
  -) cat > "$table.new" && mv "$table.new" "$table" && echo written >> "$HOME/writes" ;;
esac
`;
const SYSTEMCTL = '#!/bin/sh\necho "$@" >> "$HOME/asked"\n';

function programs(desk: Desk): Record<string, string> {
  const bin = join(desk.dir, 'fake-bin');
  mkdirSync(bin);
  for (const [name, text] of [
    ['crontab', CRONTAB],
    ['systemctl', SYSTEMCTL],
  ] as const) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  return { PATH: `${bin}:${process.env.PATH}` };
}

/** Adds keys to the desk's configuration. */
function configure(desk: Desk, more: object): void {
  const raw = JSON.parse(readFileSync(desk.config, 'utf8')) as object;
  writeFileSync(desk.config, JSON.stringify({ ...raw, ...more }));
}

it('puts lines into the crontab and takes them out, and leaves the rest byte for byte', async () => {
  const desk = await openDesk();
  const env = programs(desk);
  configure(desk, { delivery: { channels: [{ id: 'team', kind: 'slack' }] } });
  const table = join(desk.dir, 'table');
  const rest = Buffer.from(
    'MAILTO=nar@cafe.example\n# caf\xe9 in Latin-1\n5 4 * * *\tbackup 100\\%\n',
    'latin1',
  );
  writeFileSync(table, rest);
  const installed = await desk.run(['schedule', 'install', '--at', '06:30', '--every', '10m'], { env });
  expect(installed).toMatchObject({ code: 0, stderr: '' });
  const lines = readFileSync(table, 'latin1').slice(rest.length).split('\n');
  expect(lines.filter((line) => line.startsWith('*/10 * * * * '))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith('30 6 * * * '))).toHaveLength(1);
  expect(readFileSync(table).subarray(0, rest.length).equals(rest)).toBe(true);
  await desk.run(['schedule', 'install', '--at', '06:30', '--every', '10m'], { env });
  expect(readFileSync(join(desk.dir, 'writes'), 'utf8')).toBe('written\n');
  expect((await desk.run(['schedule', 'remove'], { env })).code).toBe(0);
  expect(readFileSync(table).equals(rest)).toBe(true);
});

it('writes lines that work as cron runs them: quiet, a line in the log when something came, and shown', async () => {
  const desk = await openDesk({ ...cafeSoFar(), handle: 'cafenar', watches: [] });
  const env = programs(desk);
  const { lines } = jsonOf<{ lines: string[] }>({
    ...(await desk.run(['schedule', 'install', '--json'], { env })),
  });
  const [line = ''] = lines;
  const command = line.split(' ').slice(5).join(' ').replaceAll('\\%', '%');
  const cron = () =>
    desk.run([], { env: { ...env, PATH: '/usr/bin:/bin' }, wrap: () => ['/bin/sh', '-c', command] });
  expect(await cron()).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const log = readFileSync(join(desk.dir, 'earshot.log'), 'utf8');
  expect(log).toMatch(/^\S+Z \d+ new mentions.*\n$/);
  expect(await cron()).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(desk.dir, 'earshot.log'), 'utf8')).toBe(log);
  const shown = jsonOf<{ crontab: string[]; runs: { poll: { exitCode: number } } }>(
    await desk.run(['schedule', 'show', '--json'], { env }),
  );
  expect(shown.crontab).toEqual(lines);
  expect(shown.runs.poll.exitCode).toBe(0);
});

it('uses timers of systemd where asked, and takes them away again', async () => {
  const desk = await openDesk();
  const env = programs(desk);
  expect((await desk.run(['schedule', 'install', '--systemd'], { env })).code).toBe(0);
  const asked = () => readFileSync(join(desk.dir, 'asked'), 'utf8');
  const [, timer = ''] = /enable --now (\S+-poll\.timer)/.exec(asked()) ?? [];
  const path = join(desk.dir, '.config/systemd/user', timer);
  expect(readFileSync(path, 'utf8')).toContain('OnCalendar=*:0/5');
  expect(readFileSync(path.replace('.timer', '.service'), 'utf8')).toContain(desk.config);
  expect((await desk.run(['schedule', 'remove'], { env })).stdout).toContain('systemd');
  expect(existsSync(path)).toBe(false);
  expect(asked()).toContain(`disable --now ${timer}`);
});

it('leaves no timers behind where systemd does not run for this user', async () => {
  const desk = await openDesk();
  const env = programs(desk);
  const failing = '#!/bin/sh\necho "Failed to connect to bus: No medium found" >&2; exit 1\n';
  writeFileSync(join(desk.dir, 'fake-bin/systemctl'), failing);
  const refused = await desk.run(['schedule', 'install', '--systemd'], { env });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('enable-linger');
  expect(existsSync(join(desk.dir, '.config/systemd'))).toBe(false);
});

it('says what a scheduled run does not see', async () => {
  const desk = await openDesk();
  const env = { ...programs(desk), EARSHOT_TEAM_URL: 'https://example.org/very-own' };
  const { stderr } = await desk.run(['schedule', 'install', '--dry-run'], { env });
  expect(stderr).toContain('EARSHOT_TEAM_URL');
  expect(stderr).not.toContain('very-own');
});

it('rings the phone from a poll once, and tells cron when it cannot', async () => {
  const desk = await openDesk({ ...cafeSoFar(), handle: 'cafenar', watches: [] });
  const arrived: string[] = [];
  let status = 400;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => {
      text += piece.toString();
    });
    request.on('end', () => {
      arrived.push(text);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  configure(desk, {
    delivery: { channels: [{ id: 'team', kind: 'slack', carries: ['alerts'] }] },
    alerts: { reach: 1, words: ['the', 'a'] },
  });
  const env = { EARSHOT_TEAM_URL: `http://127.0.0.1:${port}/hook` };
  const failed = await desk.run(['poll'], { env });
  expect(failed).toMatchObject({ code: 3, stdout: '' });
  expect(failed.stderr).toMatch(/^earshot: .*team.*\n$/);
  expect(arrived).toHaveLength(1);
  status = 200;
  const tested = await desk.run(['alerts', 'test', '--json'], { env });
  expect(jsonOf(tested)).toMatchObject({ deliveries: [{ channel: 'team', result: 'sent' }] });
  const again = await desk.run(['poll'], { env });
  expect(again).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(arrived).toHaveLength(3);
  await desk.run(['poll'], { env });
  expect(arrived).toHaveLength(3);
  const { alerts } = jsonOf<{ alerts: { toldAt: string | null }[] }>(
    await desk.run(['alerts', 'list', '--json'], { env }),
  );
  expect(alerts.length).toBeGreaterThan(0);
  expect(alerts.every(({ toldAt }) => toldAt !== null)).toBe(true);
  const rows = (await desk.run(['alerts', 'list'], { env })).stdout.trimEnd().split('\n');
  expect(rows.map((row) => row.split('\t').length)).toEqual(alerts.map(() => 3));
});
