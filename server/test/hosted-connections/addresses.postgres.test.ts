// Addresses of hosted connections that come together while a virtual interface is made beside them.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { clientException, refusalOf } from '../support/fault.ts';
import { orderPrivate } from '../support/interfaces.ts';
import { passSeconds } from '../support/macsec.ts';
import { useServer } from '../support/server.ts';

// What follows from a creation comes later: in `instant` it would meet the move at the device.
const server = useServer({ engine: 'postgres', flags: ['--lifecycle', 'fast'] });
const ADDRESSES = { amazonAddress: '192.168.1.1/30', customerAddress: '192.168.1.2/30' };
/** More than a creation takes. */
const CREATION_MS = 2_000;

/** Holds the row of an interconnect or LAG: who writes it has looked already, and waits. */
async function holding(table: 'connection' | 'lag', id: string) {
  const client = new pg.Client({ connectionString: server.store });
  await client.connect();
  await client.query('begin');
  await client.query(`select id from ${table} where id = $1 for update`, [id]);
  return {
    async waited(): Promise<void> {
      const waits =
        'select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';
      while ((await client.query(waits)).rowCount === 0) await sleep(5);
    },
    async letGo(): Promise<void> {
      await client.query('commit');
      await client.end();
    },
  };
}

async function site() {
  const partner = { account: newAccount() };
  const interconnect = async () => {
    const order = { location: 'EqDC2', bandwidth: '1Gbps', interconnectName: 'parent' };
    const { interconnectId = '' } = await server.call('CreateInterconnect', order, partner);
    await passSeconds(server, 60);
    return interconnectId;
  };
  const hosted = async (connectionId: string, vlan: number) => {
    const owner = { account: newAccount() };
    const slice = { bandwidth: '50Mbps', connectionName: 'slice', vlan, ownerAccount: owner.account };
    const made = await server.call('AllocateHostedConnection', { connectionId, ...slice }, partner);
    const { connectionId: id = '' } = made;
    await server.call('ConfirmConnection', { connectionId: id }, owner);
    await passSeconds(server, 60);
    return { id, make: () => orderPrivate(server, owner, id, { vlan, ...ADDRESSES }) };
  };
  return { partner, interconnect, hosted };
}

test.for(['an interconnect', 'a LAG'] as const)(
  'who comes to %s does not overlook an address that is taken there meanwhile',
  async (where) => {
    const { partner, interconnect, hosted } = await site();
    const [from, to] = [await interconnect(), await interconnect()];
    const bundle = { location: 'EqDC2', connectionsBandwidth: '1Gbps', lagName: 'bundle' };
    const lag = { ...bundle, numberOfConnections: 1, connectionId: to };
    const target = where === 'a LAG' ? ((await server.call('CreateLag', lag, partner)).lagId ?? '') : to;
    const [mine, neighbour] = [await hosted(from, 101), await hosted(target, 102)];
    await mine.make();
    await passSeconds(server, 60);

    const held = await holding(where === 'a LAG' ? 'lag' : 'connection', target);
    const move =
      where === 'a LAG'
        ? server.call('AssociateConnectionWithLag', { connectionId: from, lagId: target }, partner)
        : server.call(
            'AssociateHostedConnection',
            { connectionId: mine.id, parentConnectionId: target },
            partner,
          );
    const refusal = refusalOf(move).catch(() => undefined);
    await held.waited();
    const making = neighbour.make().then(() => 'made');
    // Either it is made before the other one is there, or it waits for it.
    const first = await Promise.race([making, sleep(CREATION_MS, 'waits')]);
    await held.letGo();
    await making;
    const name = where === 'a LAG' ? `Lag ${target}` : `Interconnect ${target}`;
    const expected = clientException(`Address 192.168.1.1 is already in use on ${name}`);
    expect(await refusal).toEqual(first === 'made' ? expected : undefined);
  },
);
