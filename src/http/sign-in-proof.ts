import { createHash, randomBytes } from 'node:crypto';

/** What binds a sign-in in a browser to the one that asked for it. */
export interface SignInProof {
  /** Must come back unchanged with the code (RFC 6749, section 10.12). */
  state: string;
  /** Proves that whoever exchanges the code also asked for it (PKCE, RFC 7636). */
  verifier: string;
  /** Sent ahead for the verifier: `code_challenge` by the method S256. */
  challenge: string;
}

/** A proof that nobody can guess. */
export function newProof(): SignInProof {
  const verifier = randomBytes(48).toString('base64url');
  return {
    state: randomBytes(24).toString('base64url'),
    verifier,
    challenge: createHash('sha256').update(verifier).digest('base64url'),
  };
}
