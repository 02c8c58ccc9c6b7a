import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endpointOf } from './endpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-endpoint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'lab.yaml');
writeFileSync(file, 'host: 127.0.0.2\nport: 4700\nlifecycle: manual\n');

const E = 'CROSSCONNECT_ENDPOINT';
const P = 'CROSSCONNECT_PORT';
const H = 'CROSSCONNECT_HOST';

test.each([
  [undefined, {}, 'http://127.0.0.1:4590'],
  [undefined, { [P]: '4600' }, 'http://127.0.0.1:4600'],
  [undefined, { [H]: '10.0.0.5' }, 'http://10.0.0.5:4590'],
  [undefined, { [P]: '4600', [H]: '0.0.0.0' }, 'http://127.0.0.1:4600'],
  [undefined, { [P]: '4600', [H]: '::' }, 'http://[::1]:4600'],
  [undefined, { [P]: '4600', [H]: 'fd00::1' }, 'http://[fd00::1]:4600'],
  [undefined, { CROSSCONNECT_TLS_CERT: 'chain.pem' }, 'https://127.0.0.1:4590'],
  [undefined, { CROSSCONNECT_CONFIG: file }, 'http://127.0.0.2:4700'],
  [undefined, { CROSSCONNECT_CONFIG: file, [P]: '4600' }, 'http://127.0.0.2:4600'],
  // What has no say in the address is the server's affair.
  [
    undefined,
    { CROSSCONNECT_PROFILE: 'production', CROSSCONNECT_LOG_LEVEL: 'shrill' },
    'http://127.0.0.1:4590',
  ],
  [undefined, { CROSSCONNECT_OPERATOR_TOKEN: 'x', [P]: '' }, 'http://127.0.0.1:4590'],
  [undefined, { [E]: 'https://dx.example/', [P]: 'high' }, 'https://dx.example'],
  [undefined, { [E]: '', [P]: '4600' }, 'http://127.0.0.1:4600'],
  ['http://lab:1', { [E]: 'http://other:2', [P]: '4600' }, 'http://lab:1'],
] as const)('%j and %j name %s', async (named, env, endpoint) => {
  expect(await endpointOf(env, named)).toBe(endpoint);
});

test.each([
  [undefined, { [P]: '0' }, /^the settings say port 0/, /--endpoint or CROSSCONNECT_ENDPOINT$/],
  [undefined, { [P]: '-1' }, /^CROSSCONNECT_PORT: "-1" is not allowed; allowed: 0 to 65535/, /^Mend that/],
  [undefined, { CROSSCONNECT_PROT: '4600' }, /did you mean CROSSCONNECT_PORT\?/, /^Mend that/],
  [undefined, { CROSSCONNECT_CONFIG: join(folder, 'no') }, /cannot read .*ENOENT/, /^Mend that/],
  [undefined, { [E]: 'lab:4590' }, /^"lab:4590" is no address of a server$/, /^Give one such as http/],
  ['', {}, /^"" is no address of a server$/, /^Give one such as http/],
] as const)('%j and %j name nothing', async (named, env, message, next) => {
  await expect(endpointOf(env, named)).rejects.toMatchObject({
    message: expect.stringMatching(message),
    next: expect.stringMatching(next),
    exitCode: 2,
  });
});
