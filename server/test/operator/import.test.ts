// A whole inventory from a file: the way in for an operator's own sites.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { newAccount } from '../support/accounts.ts';
import { useServer } from '../support/server.ts';
import { run } from './cli.testing.ts';
import { operatorOf } from './operator.testing.ts';

const EXAMPLE = new URL('../../../examples/inventory.yaml', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'crossconnect-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('an inventory is imported', () => {
  const server = useServer();
  const imported = (file: string) => run(['import', file], { endpoint: server.endpoint });
  const written = (text: string) => {
    const file = join(folder, `${Math.random()}.yaml`);
    writeFileSync(file, text);
    return file;
  };

  test('from a file, once; again it changes nothing; and its ports are sold', async () => {
    const first = await imported(EXAMPLE);
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toMatch(/^location +eu-north-1 MyDC1 +created$/m);
    expect(first.out).toMatch(/^ports +mydc1-edge-1 28 ports +created$/m);
    const again = await imported(EXAMPLE);
    expect(again.out).not.toMatch(/created|updated/);
    expect(again.out.match(/unchanged/g)).toHaveLength(3);

    const order = {
      location: 'MyDC1',
      bandwidth: '100Gbps',
      connectionName: 'own site',
      requestMACSec: true,
    };
    const caller = { account: newAccount(), region: 'eu-north-1' };
    expect(await server.call('CreateConnection', order, caller)).toMatchObject({ location: 'MyDC1' });
    const ports = await operatorOf(server).done<{ items: object[] }>('GET', '/ports?device=mydc1-edge-1');
    expect(ports.items).toHaveLength(28);
  });

  test('with what has changed', async () => {
    const text = readFileSync(EXAMPLE, 'utf8').replace('rack: R9', 'rack: R10').replace('to: 28', 'to: 30');
    const { out } = await imported(written(text));
    expect(out).toMatch(/^device +mydc1-edge-2 +updated$/m);
    expect(out).toMatch(/^ports +mydc1-edge-1 2 ports +created$/m);
    expect(await operatorOf(server).done('GET', '/devices/mydc1-edge-2')).toMatchObject({ rack: 'R10' });
  });

  test.each([
    ['not: [yaml', 2, /is no YAML/],
    ['- just a list', 2, /holds no inventory/],
    ['locations: []', 2, /locations/],
    [
      'devices: []',
      2,
      /locations is missing; devices is not known here\nAllowed is locations: a list; in the place of devices: locations\n/,
    ],
    [
      'locations: [{ region: eu-north-1, code: X1, name: x, colour: red }]',
      2,
      /locations\.0\.colour is not known here\nAllowed is in the place of locations\.0\.colour: region, code, name, /,
    ],
  ])('or refused: %j', async (text, code, words) => {
    const ran = await imported(written(text));
    expect(ran).toMatchObject({ code });
    expect(ran.err).toMatch(words);
  });

  test('whole, or not at all', async () => {
    const operator = operatorOf(server);
    const [site] = (parse(readFileSync(EXAMPLE, 'utf8')) as { locations: object[] }).locations;
    const fresh = { ...site, code: 'Fresh1', devices: [] };
    const body = { locations: [fresh, { ...site, code: 'Fresh2' }] };
    // Its devices stand elsewhere.
    const { detail } = await operator.refused(409, 'POST', '/inventory', body);
    expect(detail).toMatch(/^Device mydc1-edge-1 stands at MyDC1 in eu-north-1/);
    await operator.refused(404, 'GET', '/locations/eu-north-1/Fresh1');
    const twice = await operator.refused(400, 'POST', '/inventory', { locations: [fresh, fresh] });
    expect(twice.detail).toMatch(/eu-north-1 fresh1 more than once/);
  });
});
