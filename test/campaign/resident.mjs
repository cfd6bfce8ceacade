// The built program kept in memory, for what a person does after the trouble: command lines come in as messages.
//   node resident.mjs PATH_OF_DIST_MAIN
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const { main } = await import(pathToFileURL(process.argv[2]).href);

function memory() {
  let text = '';
  return {
    text: () => text,
    write: (more) => {
      text += more;
    },
    flush: async () => {},
    isTTY: false,
    columns: 80,
    rows: 24,
    atExit: () => () => {},
    canRedraw: false,
    layout: null,
    closed: false,
    raw: process.stderr,
  };
}

process.on('message', async ({ id, args, cwd, env, stdin, ahead }) => {
  const [stdout, stderr] = [memory(), memory()];
  const streams = { stdin: { isTTY: false, raw: Readable.from([stdin]) }, stdout, stderr };
  let code = -1;
  try {
    code = await main(args, env, streams, { cwd, clock: () => Date.now() + ahead });
  } catch (error) {
    stderr.write(error.stack);
  }
  process.send({ id, code, stdout: stdout.text(), stderr: stderr.text() });
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
