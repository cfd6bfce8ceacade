// Runs the AT Protocol's own server for the test beside this file, in a process of its own, with a node of its own if
// need be. Arguments: the folder that has @atproto/dev-env in its node_modules, and the address of the network's index.
// Prints one line of JSON when it listens, and ends when its standard input does.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder = '.', index = ''] = process.argv.slice(2);
const { TestNetworkNoAppView } = createRequire(join(folder, 'package.json'))('@atproto/dev-env');

const network = await TestNetworkNoAppView.create({
  pds: { bskyAppViewUrl: index, bskyAppViewDid: 'did:web:index.test' },
});
const { url } = network.pds;

async function call(method, body, token) {
  const response = await fetch(`${url}/xrpc/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return answer;
}

async function makeAccount(name) {
  const password = `password-of-${name}`;
  const handle = `${name}.test`;
  const { did, accessJwt } = await call('com.atproto.server.createAccount', {
    handle,
    email: `${name}@example.com`,
    password,
  });
  const appPassword = async (privileged) =>
    (await call('com.atproto.server.createAppPassword', { name: `p${privileged}`, privileged }, accessJwt))
      .password;
  return { did, handle, password, plain: await appPassword(false), privileged: await appPassword(true) };
}

const accounts = { cafe: await makeAccount('cafenar'), customer: await makeAccount('ana') };
process.stdout.write(`${JSON.stringify({ url, ...accounts })}\n`);

process.stdin.resume();
process.stdin.once('end', async () => {
  await network.close();
  process.exit(0);
});
