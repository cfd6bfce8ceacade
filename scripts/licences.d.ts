import type { Metafile } from 'esbuild';

export interface BundledPackage {
  name: string;
  version: string;
  licence: string;
  text: string | null;
}

export function bundledPackages(metafile: Metafile, root: string): BundledPackage[];
export function licencesText(packages: readonly BundledPackage[]): string;
