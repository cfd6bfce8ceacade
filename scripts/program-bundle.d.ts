import type { Metafile } from 'esbuild';

export function bundleProgram(root: string, how?: { write?: boolean }): Promise<Metafile>;
