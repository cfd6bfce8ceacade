// Runs one of the benches of this folder. The figures are one JSON document on stdout; a table for people goes to stderr.
import { importProgram, programFromArguments, root } from '../scripts/bundle.js';

const { name, args } = programFromArguments('node bench/run.js list');
const { main } = await importProgram(`bench/${name}`);
process.stdout.write(`${JSON.stringify(await main(args, root), null, 2)}\n`);
