import type { BuildOptions } from 'esbuild';

export function buildOptions(root: string): BuildOptions & { metafile: true };
