// Runs one of the TypeScript programs of this folder; each exports main(args, root).
import { importProgram, programFromArguments, root } from './bundle.js';

const { name, args } = programFromArguments('node scripts/run.js docs/write');
const { main } = await importProgram(`scripts/${name}`);
await main(args, root);
