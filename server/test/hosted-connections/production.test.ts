// The partner's half in production: registered accounts alone, and gear whose links the operator reports.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperatorClient, operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { connectionNow } from '../support/lags.ts';
import { useServer } from '../support/server.ts';
import type { CallOptions } from '../support/signed-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-partner-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const TOKEN = 'a-token-that-is-long-enough';
const FLAGS = [
  ['--profile', 'production'],
  ['--operator-name', 'Example Colocation'],
  ['--public-url', 'https://dx.example'],
  ['--secret-key-file', file('secret.key', Buffer.alloc(32, 7).toString('base64'))],
  ['--operator-token-file', file('token', TOKEN)],
  ['--fabric', 'manual'],
  ['--lifecycle', 'manual'],
  ['--behind-proxy'],
].flat();
const REGION = 'eu-central-1';
const SITE = 'CAMPUS1';
const DEVICE = `${SITE}-aaaaaaaaaaaaa`;

describe('in production', () => {
  const server = useServer({ flags: FLAGS });
  let operator: OperatorClient;

  /** A registered account with a key. */
  async function registered(members: object): Promise<CallOptions & { readonly id: string }> {
    const id = newAccount();
    await operator.done('POST', '/accounts', { account: id, ...members });
    const key = await operator.done<{ accessKeyId: string; secretAccessKey: string }>(
      'POST',
      `/accounts/${id}/keys`,
    );
    return { id, account: key.accessKeyId, secret: key.secretAccessKey, region: REGION };
  }

  const orderOf = (caller: CallOptions) =>
    server.call(
      'CreateInterconnect',
      { location: SITE, bandwidth: '10Gbps', interconnectName: 'uplink' },
      caller,
    );

  beforeAll(async () => {
    operator = operatorOf(server, TOKEN);
    await operator.done('POST', '/locations', { region: REGION, code: SITE, name: 'Campus, Berlin, DEU' });
    await operator.done('POST', '/devices', {
      deviceId: DEVICE,
      region: REGION,
      location: SITE,
      portSpeeds: ['10G'],
    });
    await operator.done('POST', `/devices/${DEVICE}/ports`, { from: 1, to: 1, speed: '10G' });
  });

  test('who is not declared a partner is none', async () => {
    const caller = await registered({ name: 'Customer' });
    expect(await refusalOf(orderOf(caller))).toEqual(
      clientException(`Account ${caller.id} is not an authorized Direct Connect partner in ${REGION}.`),
    );
  });

  test('a hosted connection is for a registered customer, and follows the links that are reported', async () => {
    const partner = await registered({ partnerType: 'v2', company: 'Example Exchange' });
    const customer = await registered({ name: 'Customer' });
    const { interconnectId = '' } = await orderOf(partner);
    const allocate = (ownerAccount: string) => {
      const slice = { bandwidth: '1Gbps', connectionName: 'yours', vlan: 7, ownerAccount };
      return server.call('AllocateHostedConnection', { ...slice, connectionId: interconnectId }, partner);
    };
    expect(await refusalOf(allocate('999988887777'))).toEqual(
      clientException('Account 999988887777 does not exist.'),
    );
    const { connectionId = '' } = await allocate(customer.id);

    await operator.done('POST', `/orders/${interconnectId}/approve`);
    await operator.done('POST', `/cross-connects/${interconnectId}/connect`);
    const report = (link: 'up' | 'down', rxPowerDbm: number | null) =>
      operator.done('POST', `/ports/${interconnectId}/facts`, { link, rxPowerDbm });
    await report('up', -3.4);
    await server.call('ConfirmConnection', { connectionId }, customer);
    // Provisioning takes a second of real time here.
    const state = async () => (await connectionNow(server, customer, connectionId)).connectionState;
    await expect.poll(state, { timeout: 10_000, interval: 100 }).toBe('available');
    await report('down', null);
    expect(await state()).toBe('down');
  });
});
