#!/usr/bin/env node
import module from 'node:module';

// Node 22.1 and later keep compiled code between runs; Node 20 does not know how.
module.enableCompileCache?.();
const { runProcess } = await import('../dist/main.js');
await runProcess();
