import type { Catalogue } from './catalogue.js';

/** The languages a digest can be written in: a file each, loaded when it is wanted. */
export const CATALOGUES: Readonly<Record<string, () => Promise<Catalogue>>> = {
  en: async () => (await import('./en.js')).en,
  fa: async () => (await import('./fa.js')).fa,
  vi: async () => (await import('./vi.js')).vi,
};
