// Runs one of the TypeScript programs of this folder; each exports main(args, root).
import { importProgram, programFromArguments, root } from '../scripts/bundle.js';

const { name, args } = programFromArguments('node training/run.js train --data ../shared/data');
const { main } = await importProgram(`training/${name}`);
await main(args, root);
