// The story that the service exists for, from one end to the other, through the official SDK: order, letter, available
// for a reason, LAG, hosted connection to a second account; and all of it found again after kill -9.
import {
  AllocateHostedConnectionCommand,
  ConfirmConnectionCommand,
  type Connection,
  CreateConnectionCommand,
  CreateInterconnectCommand,
  CreateLagCommand,
  DescribeConnectionsCommand,
  DescribeHostedConnectionsCommand,
  DescribeInterconnectsCommand,
  DescribeLagsCommand,
  DescribeLoaCommand,
  DescribeLocationsCommand,
  type DirectConnectClient,
} from '@aws-sdk/client-direct-connect';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { type TestServer, useServer } from '../support/server.ts';

const POLL = { timeout: 10_000, interval: 50 };
const PORT = { location: 'EqDC2', bandwidth: '10Gbps' } as const;
const SLICE = { bandwidth: '500Mbps', connectionName: 'slice', vlan: 101 } as const;

/** A customer and a partner, and what they have. */
interface Parties {
  readonly customerId: string;
  readonly customer: () => DirectConnectClient;
  readonly partner: () => DirectConnectClient;
  readonly ids: { office: string; lag: string; trunk: string; slice: string };
}

function partiesAt(server: TestServer): Parties {
  const [customerId, partnerId] = [newAccount(), newAccount()];
  return {
    customerId,
    customer: () => server.client(customerId),
    partner: () => server.client(partnerId),
    ids: { office: 'none', lag: 'none', trunk: 'none', slice: 'none' },
  };
}

async function connection(client: DirectConnectClient, connectionId: string): Promise<Connection> {
  const { connections } = await client.send(new DescribeConnectionsCommand({ connectionId }));
  return connections?.[0] ?? {};
}

async function untilState(client: DirectConnectClient, id: string, state: string): Promise<void> {
  await expect.poll(async () => (await connection(client, id)).connectionState, POLL).toBe(state);
}

/** Everything that both parties can see. */
async function seen({ customer, partner, ids }: Parties) {
  const [own, lags, trunks, slices] = await Promise.all([
    customer().send(new DescribeConnectionsCommand()),
    customer().send(new DescribeLagsCommand()),
    partner().send(new DescribeInterconnectsCommand()),
    partner().send(new DescribeHostedConnectionsCommand({ connectionId: ids.trunk })),
  ]);
  return [own.connections, lags.lags, trunks.interconnects, slices.connections];
}

describe('a first session', () => {
  const server = useServer({ process: true });
  const parties = partiesAt(server);
  const { customer, partner, ids, customerId } = parties;

  test('finds a location, and orders a connection', async () => {
    const { locations = [] } = await customer().send(new DescribeLocationsCommand());
    expect(
      locations.find(({ locationCode }) => locationCode === PORT.location)?.availablePortSpeeds,
    ).toContain('10G');
    const tags = [{ key: 'team', value: 'net' }];
    const ordered = await customer().send(
      new CreateConnectionCommand({ ...PORT, connectionName: 'office', tags }),
    );
    expect(ordered).toMatchObject({ ...PORT, connectionState: 'requested', ownerAccount: customerId, tags });
    ids.office = ordered.connectionId ?? 'none';
  });

  test('sees it become available, for a reason: approved, lettered, patched, lit', async () => {
    await untilState(customer(), ids.office, 'available');
    expect(await connection(customer(), ids.office)).toMatchObject({
      jumboFrameCapable: true,
      macSecCapable: false,
    });
    const because = async (path: string) => (await server.operator('GET', path)).body;
    expect(await because(`/orders/${ids.office}`)).toMatchObject({
      status: 'approved',
      review: { decision: 'approved', by: 'lifecycle' },
    });
    expect(await because(`/letters?connectionId=${ids.office}`)).toMatchObject({
      items: [{ state: 'issued' }],
    });
    expect(await because(`/cross-connects/${ids.office}`)).toMatchObject({ state: 'connected' });
    expect(await because(`/ports/${ids.office}`)).toMatchObject({
      link: 'up',
      farEndLit: true,
      rxPowerDbm: expect.any(Number) as number,
    });
  });

  test('fetches the letter, which names the port', async () => {
    const { loaContent = new Uint8Array() } = await customer().send(
      new DescribeLoaCommand({ connectionId: ids.office }),
    );
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(loaContent)), {
      mergePages: true,
    });
    const { awsDeviceV2 = 'none', loaIssueTime } = await connection(customer(), ids.office);
    for (const part of [ids.office, awsDeviceV2, customerId, '10GBASE-LR']) expect(text).toContain(part);
    expect(loaIssueTime).toBeInstanceOf(Date);
  });

  test('builds a LAG of it and a second connection, on one device', async () => {
    const { awsDeviceV2 } = await connection(customer(), ids.office);
    const bundle = { numberOfConnections: 2, connectionsBandwidth: PORT.bandwidth, location: PORT.location };
    const lag = await customer().send(
      new CreateLagCommand({ ...bundle, lagName: 'pair', connectionId: ids.office }),
    );
    expect(lag).toMatchObject({ lagState: 'pending', numberOfConnections: 2, awsDeviceV2 });
    ids.lag = lag.lagId ?? 'none';
    const members = async () => {
      const { lags } = await customer().send(new DescribeLagsCommand({ lagId: ids.lag }));
      const states = lags?.[0]?.connections?.map(({ connectionState }) => connectionState) ?? [];
      return [lags?.[0]?.lagState, ...states];
    };
    await expect.poll(members, POLL).toEqual(['available', 'available', 'available']);
    expect(await connection(customer(), ids.office)).toMatchObject({
      lagId: ids.lag,
      connectionName: 'office',
    });
  });

  test('takes over a hosted connection that a partner hands it', async () => {
    const trunk = await partner().send(
      new CreateInterconnectCommand({ ...PORT, interconnectName: 'exchange' }),
    );
    ids.trunk = trunk.interconnectId ?? 'none';
    const interconnect = async () => {
      const { interconnects } = await partner().send(
        new DescribeInterconnectsCommand({ interconnectId: ids.trunk }),
      );
      return interconnects?.[0]?.interconnectState;
    };
    await expect.poll(interconnect, POLL).toBe('available');
    const slice = await partner().send(
      new AllocateHostedConnectionCommand({ ...SLICE, connectionId: ids.trunk, ownerAccount: customerId }),
    );
    ids.slice = slice.connectionId ?? 'none';
    expect(await connection(customer(), ids.slice)).toMatchObject({ ...SLICE, connectionState: 'ordering' });

    const confirmed = await customer().send(new ConfirmConnectionCommand({ connectionId: ids.slice }));
    expect(confirmed.connectionState).toBe('pending');
    await untilState(customer(), ids.slice, 'available');
  });

  test('finds it all again after kill -9', async () => {
    const before = await seen(parties);
    expect(before.map((list) => list?.length)).toEqual([3, 1, 1, 1]);
    await server.kill9();
    await server.restart();
    expect(await seen(parties)).toEqual(before);
    const letters = await server.operator<{ items: { link: string }[] }>(
      'GET',
      `/letters?connectionId=${ids.office}`,
    );
    const page = await fetch(letters.body.items[0]?.link ?? 'none');
    expect(await page.text()).toContain('This letter is valid');
    // And goes on: the VLAN is still taken.
    const again = new AllocateHostedConnectionCommand({
      ...SLICE,
      connectionId: ids.trunk,
      ownerAccount: customerId,
    });
    await expect(partner().send(again)).rejects.toThrow(/lan 101 is already in use/i);
  });
});

describe('the same where each step is the operator’s', () => {
  const server = useServer({ process: true, flags: ['--lifecycle', 'manual'] });
  const parties = partiesAt(server);
  const { customer, partner, ids, customerId } = parties;

  const operate = async (path: string, body: object = {}) => {
    const { status, body: answer } = await server.operator('POST', path, body);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  };

  test('nothing happens by itself', async () => {
    const ordered = await customer().send(new CreateConnectionCommand({ ...PORT, connectionName: 'office' }));
    ids.office = ordered.connectionId ?? 'none';
    const letter = customer().send(new DescribeLoaCommand({ connectionId: ids.office }));
    await expect(letter).rejects.toThrow(`${ids.office} is in state requested`);
    expect((await connection(customer(), ids.office)).connectionState).toBe('requested');
  });

  test('approved: pending, with a letter', async () => {
    await operate(`/orders/${ids.office}/approve`);
    expect((await connection(customer(), ids.office)).connectionState).toBe('pending');
    const { loaContent } = await customer().send(new DescribeLoaCommand({ connectionId: ids.office }));
    expect(
      Buffer.from(loaContent ?? '')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  test('connected and lit: available', async () => {
    await operate(`/cross-connects/${ids.office}/connect`, { farEnd: 'cage 7, port 12' });
    expect((await connection(customer(), ids.office)).connectionState).toBe('pending');
    await operate(`/ports/${ids.office}/far-end`, { lit: true });
    await untilState(customer(), ids.office, 'available');
  });

  test('a LAG of it, and a hosted connection on a partner’s port', async () => {
    const bundle = { numberOfConnections: 1, connectionsBandwidth: PORT.bandwidth, location: PORT.location };
    const lag = await customer().send(
      new CreateLagCommand({ ...bundle, lagName: 'one', connectionId: ids.office }),
    );
    expect(lag).toMatchObject({ numberOfConnections: 1, connections: [{ connectionId: ids.office }] });
    ids.lag = lag.lagId ?? 'none';
    const trunk = await partner().send(
      new CreateInterconnectCommand({ ...PORT, interconnectName: 'exchange' }),
    );
    ids.trunk = trunk.interconnectId ?? 'none';
    await operate(`/orders/${ids.trunk}/approve`);
    await operate(`/cross-connects/${ids.trunk}/connect`);
    await operate(`/ports/${ids.trunk}/far-end`, { lit: true });
    const slice = await partner().send(
      new AllocateHostedConnectionCommand({ ...SLICE, connectionId: ids.trunk, ownerAccount: customerId }),
    );
    ids.slice = slice.connectionId ?? 'none';
    await customer().send(new ConfirmConnectionCommand({ connectionId: ids.slice }));
    await untilState(customer(), ids.slice, 'available');
  });

  const states = async () => {
    const { lags } = await customer().send(new DescribeLagsCommand({ lagId: ids.lag }));
    const ports = [ids.office, ids.slice].map(
      async (id) => (await connection(customer(), id)).connectionState,
    );
    return [lags?.[0]?.lagState, ...(await Promise.all(ports))];
  };

  test('cut: what hangs on the fibre is down; and stays down through a kill -9', async () => {
    await expect.poll(states, POLL).toEqual(['available', 'available', 'available']);
    await operate(`/ports/${ids.office}/fault`, { fault: 'cut' });
    await operate(`/ports/${ids.trunk}/fault`, { fault: 'cut' });
    // Without a minimum the LAG stays up with no active member [AT].
    await expect.poll(states, POLL).toEqual(['available', 'down', 'down']);
    const before = await seen(parties);
    await server.kill9();
    await server.restart();
    expect(await seen(parties)).toEqual(before);
  });

  test('repaired: available', async () => {
    await operate(`/ports/${ids.office}/repair`);
    await operate(`/ports/${ids.trunk}/repair`);
    await expect.poll(states, POLL).toEqual(['available', 'available', 'available']);
  });
});
