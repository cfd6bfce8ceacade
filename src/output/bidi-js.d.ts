// The library's own types are for its CommonJS form, whose default export TypeScript takes for a namespace.
declare module 'bidi-js/dist/bidi.mjs' {
  import type { Bidi } from 'bidi-js';

  export default function bidiFactory(): Bidi;
}
