// What goes wrong around the program under trial, inside its process: its clock, and the look-up of names.
//   CAMPAIGN_CLOCK  MS, or MS@AFTER: how far the clock is off; from the start, or once the process is so old
//   CAMPAIGN_DNS    so many of a hundred look-ups fail
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const { CAMPAIGN_CLOCK, CAMPAIGN_DNS } = process.env;

if (CAMPAIGN_CLOCK !== undefined) {
  const [shift, after = 0] = CAMPAIGN_CLOCK.split('@').map(Number);
  const RealDate = Date;
  const now = () => RealDate.now() + (performance.now() >= after ? shift : 0);
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length === 0 ? [now()] : given));
    }
    static now() {
      return now();
    }
  };
}

if (CAMPAIGN_DNS !== undefined) {
  const lookup = dns.lookup;
  dns.lookup = (hostname, options, callback) => {
    if (Math.random() * 100 >= Number(CAMPAIGN_DNS)) return lookup('127.0.0.1', options, callback);
    const error = new Error(`getaddrinfo EAI_AGAIN ${hostname}`);
    Object.assign(error, { errno: -3001, code: 'EAI_AGAIN', syscall: 'getaddrinfo', hostname });
    process.nextTick(callback, error);
  };
  syncBuiltinESMExports();
}
