import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { passSeconds } from '../support/macsec.ts';
import { orderPort } from '../support/ports.ts';
import { type TestServer, useServer } from '../support/server.ts';
import { seedInterfaces, type Whole } from './seed.testing.ts';

/** State of a virtual interface, and what its sessions went through. */
async function lookAt(server: TestServer, id: string) {
  const { tables } = (await server.operator<Whole>('GET', '/snapshot')).body;
  const mine = tables.session_event.filter(({ virtualInterfaceId }) => virtualInterfaceId === id);
  return {
    state: tables.virtual_interface.find((row) => row.id === id)?.state,
    history: mine.map(({ statusTo, cause }) => `${statusTo}: ${cause}`),
    announced: tables.adj_rib_in.find((row) => row.virtualInterfaceId === id)?.routes,
  };
}

describe('sessions and the port below them', () => {
  const server = useServer();

  test('come up by themselves, fall with the link and come again with it', async () => {
    const { connectionId } = await orderPort(server, { account: newAccount() });
    await server.settle();
    const id = 'dxvif-fgaaaaaa';
    await seedInterfaces(server, [{ id, connectionId }]);
    await passSeconds(server, 1);
    const up = await lookAt(server, id);
    expect(up.state).toBe('available');
    expect(up.history.at(-1)).toBe('up: Established');
    expect(up.announced).toContain('/24');

    await server.operator('POST', `/ports/${connectionId}/fault`, { fault: 'cut' });
    const down = await lookAt(server, id);
    expect(down).toMatchObject({ state: 'down', announced: '[]' });
    expect(down.history.at(-1)).toBe('down: The port has no link');

    await server.operator('POST', `/ports/${connectionId}/repair`);
    const again = await lookAt(server, id);
    expect(again.state).toBe('available');
    expect(again.history.slice(-2)).toEqual(['down: The port has no link', 'up: Established']);
  });
});
