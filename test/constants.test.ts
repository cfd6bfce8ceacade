import { describe, expect, it } from 'vitest';
import { keepConstants } from '../scripts/constants.js';

describe('constants in a bundle', () => {
  it('are constant again where nobody assigns them', () => {
    const code = 'var A=1,B=[2],C=class{};function f(){B[0]=3;B.x=-A;return A===1}export{f,C};';
    expect(keepConstants(code)).toBe(
      'const A=1;\nconst B=[2];\nconst C=class{};\nfunction f(){B[0]=3;B.x=-A;return A===1}export{f,C};',
    );
  });

  it.each(['N++', '--N', 'N=1', 'N+=1', '[N]=[1]', '({a:N}={a:1})', 'for(N of[1]);', 'for(N in{});'])(
    'are none where somebody writes %s',
    (write) => {
      expect(keepConstants(`var K=5,N=0;function f(){${write}}`)).toBe(
        `const K=5;\nlet N=0;\nfunction f(){${write}}`,
      );
    },
  );

  it.each(['var x;', 'var {a}=b;', 'let y=1;', 'const z=1;', 'function f(){var x=1;return x}'])(
    'leave alone: %s',
    (code) => expect(keepConstants(code)).toBe(code),
  );
});
