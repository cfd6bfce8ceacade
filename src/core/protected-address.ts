/** This very machine: what is sent there leaves it by no wire. */
const LOOPBACK = /^(?:localhost|\[::1\]|127(?:\.\d+){3})$/;

/** Whether secrets may be sent to an address: encrypted, or to this machine. */
export function isProtected({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
