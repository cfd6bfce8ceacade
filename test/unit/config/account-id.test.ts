import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountId } from '../../../src/config/account-id.js';
import { validateConfig } from '../../../src/config/validate.js';

const x = (handle: string, id = handle) => ({ id, network: 'x' as const, handle });

describe('the id of an account that was given none', () => {
  it.each([
    ['@CafeNar', 'cafenar'],
    ['cafenar.bsky.social', 'cafenar'],
    ['lan@ruby.social', 'lan'],
    ['کافه', 'x'],
    ['__init', 'init'],
  ])('comes from the handle %s', (handle, id) => {
    expect(accountId({ network: 'x', handle }, [])).toBe(id);
  });

  it('comes from the address of what has no handle', () => {
    expect(accountId({ network: 'x', url: 'https://www.example.org/feed.xml' }, [])).toBe('example-org');
  });

  it('is that of the same account where it is there already', () => {
    expect(accountId({ network: 'x', handle: 'CafeNar' }, [x('cafenar', 'shop')])).toBe('shop');
  });

  it('takes the network in where another account has the name, then counts', () => {
    const first = x('somebody', 'cafenar');
    expect(accountId({ network: 'x', handle: 'cafenar' }, [first])).toBe('cafenar-x');
    const second = x('other', 'cafenar-x');
    expect(accountId({ network: 'x', handle: 'cafenar' }, [first, second])).toBe('cafenar-x-2');
  });

  it('is always one the configuration accepts beside the others', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 8 }), (names) => {
        const handles = names.map((name) => name.replace(/[\s@]/g, '')).filter((name) => name !== '');
        const accounts: ReturnType<typeof x>[] = [];
        for (const handle of handles) {
          const id = accountId({ network: 'x', handle }, accounts);
          if (!accounts.some((account) => account.id === id)) accounts.push(x(handle, id));
        }
        expect(() => validateConfig({ business: { name: 'N' }, accounts }, 'f')).not.toThrow();
      }),
    );
  });
});
