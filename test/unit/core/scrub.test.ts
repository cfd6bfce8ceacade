import { describe, expect, it } from 'vitest';
import { naming, withoutNamed } from '../../../src/core/scrub.js';

describe('naming', () => {
  const names = naming(['mina', 'did:plc:ab12', '42', '']);
  it.each(['@mina', 'MINA: hello', 'at://did:plc:ab12/post/1', 'chat 42:7', 'mina'])(
    'hears it in %s',
    (text) => {
      expect(names(text)).toBe(true);
    },
  );
  it.each(['minamata', 'xmina', 'did:plc:ab123', '421', '142', '', 'mína', 'mina_k'])(
    'does not in %s',
    (text) => {
      expect(names(text)).toBe(false);
    },
  );
});

describe('withoutNamed', () => {
  const names = naming(['did:x']);
  it('takes fields and items away that name somebody, and leaves the rest as it is', () => {
    const position = {
      mark: 7,
      recent: { 'at://did:x/1': 1, 'at://did:y/1': 2 },
      seen: [
        ['a', [{ link: 'https://did:x' }]],
        ['b', [{ link: 'https://did:y' }]],
      ],
      newestId: 'did:x',
    };
    expect(withoutNamed(position, names)).toEqual({
      mark: 7,
      recent: { 'at://did:y/1': 2 },
      seen: [['b', [{ link: 'https://did:y' }]]],
      newestId: 'did:x',
    });
  });

  it('never drops a stretch that is still to be read', () => {
    const open = { open: [{ token: 'did:x/5', downTo: 3 }] };
    expect(withoutNamed(open, names)).toEqual(open);
  });
});
