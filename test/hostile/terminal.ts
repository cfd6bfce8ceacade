/** The looks that src/output/style.ts gives (SGR): nothing else may begin with Escape. */
const OWN_LOOKS = /^\u001b\[(?:1|2|22|31|32|33|36|39)m/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** What turns the direction of everything after it, or ends a line where no line ends. */
const TURNING = /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/**
 * Reads output as a terminal does, sign by sign, and names whatever is more than text, line ends and our own looks.
 *
 * @param more sequences that are allowed besides, each matched at the place where it begins
 */
export function terminalFaults(output: string, more: readonly RegExp[] = []): string[] {
  const faults: string[] = [];
  for (let at = 0; at < output.length; ) {
    const rest = output.slice(at, at + 2_000);
    const own = [OWN_LOOKS, ...more].map((pattern) => pattern.exec(rest)?.[0].length ?? 0);
    const length = Math.max(...own);
    const sign = String.fromCodePoint(output.codePointAt(at) ?? 0);
    if (length > 0) at += length;
    else {
      const bad = (CONTROL.test(sign) && sign !== '\n') || TURNING.test(sign) || /\p{Surrogate}/u.test(sign);
      if (bad)
        faults.push(
          `${JSON.stringify(sign)} in ${JSON.stringify(output.slice(Math.max(0, at - 30), at + 30))}`,
        );
      at += sign.length;
    }
  }
  return faults;
}
