import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { folder } from '../helpers/desk.js';
import { jsonOf, run, start } from '../helpers/earshot.js';
import { HAS_SCRIPT, startScreen } from '../helpers/screen.js';

/** How a feed's server behaves. */
interface Manner {
  /** What it waits for before it answers. */
  hold?: () => Promise<void>;
  status?: number;
  /** Words for its one entry. */
  title?: string;
}

/** A feed's server; its manners may be changed while it runs. */
async function startFeed(manner: Manner) {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    const { hold = () => Promise.resolve(), status = 200, title = 'Café Nar is lovely' } = manner;
    const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>http://news.example/</link>
      <item><guid>1</guid><title>${title}</title><pubDate>${new Date().toUTCString()}</pubDate></item></channel></rss>`;
    void hold().then(() => {
      response.writeHead(status, { 'content-type': 'application/rss+xml' });
      response.end(status === 200 ? body : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/feed.xml`, manner, asked: () => asked };
}

/** A desk that reads feeds. */
function deskOf(feeds: readonly { url: string }[]) {
  const dir = folder();
  const accounts = feeds.map(({ url }, index) => ({ id: `feed${index}`, network: 'feeds', url }));
  writeFileSync(join(dir, 'earshot.config.json'), JSON.stringify({ business: { name: 'Nar' }, accounts }));
  return {
    dir,
    type: (...args: string[]) => run(args, { cwd: dir }),
    begin: (...args: string[]) => start(args, { cwd: dir }),
  };
}

interface Report {
  new: number;
  accounts: {
    account: string;
    tried: boolean;
    gone: boolean;
    nextTryAt: string | null;
    error: { message: string } | null;
  }[];
}

it('asks six accounts at the same time', async () => {
  let waiting = 0;
  let open = () => {};
  const allAsked = new Promise<void>((resolve) => {
    open = resolve;
  });
  // None of them answers before all of them are asked.
  const hold = () => {
    waiting += 1;
    if (waiting === 6) open();
    return allAsked;
  };
  const feeds = await Promise.all(Array.from({ length: 6 }, () => startFeed({ hold })));
  expect(jsonOf<Report>(await deskOf(feeds).type('poll', '--json')).new).toBe(6);
});

it('brings in the others when one account fails, and names it', async () => {
  const feeds = [await startFeed({}), await startFeed({ status: 500 }), await startFeed({})];
  const desk = deskOf(feeds);
  const ended = await desk.type('poll');
  expect(ended.code).toBe(3);
  expect(ended.stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('feed1')]);
  expect((await desk.type('list')).stdout.trimEnd().split('\n')).toHaveLength(2);
});

it('leaves an account that keeps failing alone, quietly, until it is asked for by name', async () => {
  const broken = await startFeed({ status: 500 });
  const desk = deskOf([broken, await startFeed({})]);
  for (let times = 0; times < 3; times++) expect((await desk.type('poll')).stderr).toContain('feed0');
  const asked = broken.asked();

  // The third failure earned it a rest: still failed, but not told again, and not asked.
  const resting = await desk.type('poll', '--json');
  expect(resting.code).toBe(3);
  const [report] = (JSON.parse(resting.stdout) as Report).accounts;
  expect(report).toMatchObject({ account: 'feed0', tried: false, gone: false });
  expect(Date.parse(report?.nextTryAt ?? '')).toBeGreaterThan(Date.now());
  expect(await desk.type('poll')).toMatchObject({ code: 3, stdout: '', stderr: '' });
  expect(broken.asked()).toBe(asked);

  const listed = jsonOf<{ accounts: { failures: number; nextTryAt: string; error: { message: string } }[] }>(
    await desk.type('account', 'list', '--json'),
  );
  expect(listed.accounts[0]).toMatchObject({ failures: 3, nextTryAt: report?.nextTryAt });
  expect((await desk.type('doctor')).stdout).toContain('The last 3 polls failed');
  const digest = await desk.type('digest', '--json');
  expect(JSON.parse(digest.stdout)).toMatchObject({
    coverage: [
      { account: 'feed0', failure: expect.any(String) },
      { account: 'feed1', failure: null },
    ],
  });

  broken.manner.status = 200;
  expect(await desk.type('poll', '--account', 'feed0')).toMatchObject({ code: 0, stderr: '' });
  expect(await desk.type('poll')).toMatchObject({ code: 0, stderr: '' });
});

it('stops polling a feed that is gone for good, and says so', async () => {
  const gone = await startFeed({ status: 410 });
  const desk = deskOf([gone]);
  expect((await desk.type('poll')).stderr).toContain('feed0');
  const asked = gone.asked();
  const again = await desk.type('poll', '--json');
  expect((JSON.parse(again.stdout) as Report).accounts).toMatchObject([{ tried: false, gone: true }]);
  expect(gone.asked()).toBe(asked);
  expect((await desk.type('account', 'list')).stdout).toContain('\tgone\t');
});

it('keeps listening through failures, and ends at an interruption with nothing lost', async () => {
  const [good, bad] = [await startFeed({}), await startFeed({ status: 500 })];
  const desk = deskOf([good, bad]);
  const running = desk.begin('poll', '--every', '1s');
  await running.until((_, stderr) => stderr.split('feed1').length > 3);
  const ended = await running.stop('SIGINT');
  expect(ended).toMatchObject({ code: 130 });
  expect((await desk.type('list')).stdout.trimEnd().split('\n')).toHaveLength(1);
});

it.skipIf(!HAS_SCRIPT)('tells a person at a terminal when each round was, and when the next is', async () => {
  const { dir } = deskOf([await startFeed({})]);
  const screen = startScreen(['poll', '--every', '1h'], { cwd: dir, columns: 100, rows: 24 });
  await screen.until((text) => text.includes('The next poll'), 'the next poll');
  const [, polled = '', next = ''] =
    /(\d\d:\d\d): polled\. The next poll is at \w+ (\d\d:\d\d)\./.exec(screen.text()) ?? [];
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  // A round takes moments: the next stands an hour after this one began.
  expect([59, 60]).toContain((minutes(next) - minutes(polled) + 1_440) % 1_440);
  screen.signal('SIGINT');
  await screen.ended;
});
