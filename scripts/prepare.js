import { ensureSqlite } from './sqlite.js';

ensureSqlite();
await import('./build.js');
