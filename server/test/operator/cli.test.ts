// The operator's commands, as a person at a terminal has them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { isElsewhere, type Ran, routesNotAsked, run, type RunOptions } from './cli.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossconnect-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const EXAMPLE = new URL('../../../examples/inventory.yaml', import.meta.url).pathname;
/** Every path that the commands have asked of a server, as the document writes paths. */
const asked = new Set<string>();

describe('crossconnect operator', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });
  const account = newAccount();
  const seen = (method: string, path: string) => asked.add(`${method} ${path}`);

  async function operator(...args: readonly string[]): Promise<string> {
    const ran = await run(args, { endpoint: server.endpoint, onCall: seen });
    if (ran.code !== 0) throw new Error(`${args.join(' ')}: ${ran.code} ${ran.err}`);
    return ran.out;
  }
  const failed = (args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> =>
    run(args, { endpoint: server.endpoint, ...options });
  const json = async <T>(...args: readonly string[]) => JSON.parse(await operator(...args, '--json')) as T;

  test('lives an order through', async () => {
    const { connectionId: id } = await orderPort(server, { account });
    const table = (await operator('orders', 'list', '--account', account)).split('\n');
    expect(table[0]).toMatch(
      /^ORDER +STATUS +STATE +ACCOUNT +REGION +LOCATION +BANDWIDTH +PORT +ORDERED +NAME$/,
    );
    expect(table[1]).toMatch(
      new RegExp(`^${id} +waiting +requested +${account} +us-east-1 +EqDC2 +10Gbps +EqDC2-\\w+\\.\\d+ `),
    );
    expect(table).toHaveLength(3);

    expect(await operator('orders', 'approve', id)).toContain('approved');
    expect(await operator('orders', 'show', id)).toMatch(/^review\.by +local$/m);
    expect(await operator('letters', 'list', '--connection', id)).toContain('issued');
    expect(
      await operator('cross-connects', 'connect', id, '--far-end', 'cage 7', '--note', 'ticket'),
    ).toMatch(/connected .* cage 7 +ticket/);
    expect(await operator('ports', 'far-end', id, 'lit')).toMatch(
      /taken +10G +up +-\d\.\d\d +dxcon-\w+ +available +yes +-/,
    );
    expect(await operator('ports', 'fault', id, 'cut')).toMatch(/down +- +dxcon-\w+ +down +yes +cut/);
    expect(await operator('ports', 'repair', id)).toContain('available');
    const [letter] = await json<{ letterId: string }[]>('letters', 'list', '--connection', id);
    expect(await operator('letters', 'show', letter?.letterId ?? '')).toContain(
      `${server.endpoint}/letters/`,
    );
    expect(await operator('letters', 'issue', id, '--provider', 'Facility')).toMatch(
      /^providerName +Facility$/m,
    );
    expect(
      await operator('letters', 'revoke', letter?.letterId ?? '', '--reason', 'x').catch(String),
    ).toContain('superseded');
    for (const step of ['break', 'repair', 'cease', 'ceased']) await operator('cross-connects', step, id);
    expect(await operator('cross-connects', 'show', id)).toMatch(/^state +ceased$/m);
    expect(await operator('cross-connects', 'list', '--state', 'ceased')).toContain(id);
  });

  test('rejects with a reason, and orders patches', async () => {
    const { connectionId: id } = await orderPort(server, { account });
    const asked = await operator('orders', 'ask', id, '--reason', 'Which contract?');
    expect(asked).toMatch(/^status +asked$/m);
    expect(asked).toMatch(/^information\.reason +Which contract\?$/m);
    expect(await operator('orders', 'list', '--status', 'asked')).toContain(id);
    expect(await operator('orders', 'answer', id, '--text', 'None')).toMatch(/^information\.answer +None$/m);
    expect(await operator('orders', 'reject', id, '--reason', 'No contract')).toContain('rejected');
    const other = await orderPort(server, { account });
    await operator('orders', 'approve', other.connectionId);
    expect(await operator('cross-connects', 'order', other.connectionId)).toContain('awaiting');
    const [letter] = await json<{ letterId: string }[]>(
      'letters',
      'list',
      '--connection',
      other.connectionId,
    );
    expect(await operator('letters', 'revoke', letter?.letterId ?? '', '--reason', 'Wrong')).toMatch(
      /^reason +Wrong$/m,
    );
  });

  test('declares sites, devices and ports', async () => {
    await operator(
      'locations',
      'create',
      'eu-north-1',
      'MyDC1',
      '--name',
      'Mine',
      '--provider',
      'A',
      'B & C',
    );
    expect(await operator('locations', 'show', 'eu-north-1', 'mydc1')).toMatch(/^providers +A, B & C$/m);
    await operator('locations', 'update', 'eu-north-1', 'MyDC1', '--address', 'Street 1');
    await operator(
      'devices',
      'create',
      'sw-1',
      '--region',
      'eu-north-1',
      '--location',
      'MyDC1',
      '--speeds',
      '10G,100G',
      '--macsec-speeds',
      '100G',
    );
    await operator('ports', 'declare', 'sw-1', '1-4', '--speed', '10G');
    await operator('ports', 'declare', 'sw-1', '49', '--speed', '100G', '--macsec');
    await operator('devices', 'update', 'sw-1', '--rack', 'R9', '--ordinal', '3');
    expect(await operator('devices', 'show', 'sw-1')).toMatch(/^ports\.free +5$/m);
    expect(await operator('devices', 'list', '--location', 'MyDC1')).toMatch(
      /^sw-1 .* 10G, 100G +yes +no +5 +0 +0 +0 +0$/m,
    );
    expect(await operator('ports', 'reserve', 'sw-1.1', '--note', 'mine')).toContain('reserved');
    expect(await operator('ports', 'release', 'sw-1.1')).toContain('free');
    expect(await operator('ports', 'quarantine', 'sw-1.2')).toContain('quarantined');
    expect(await operator('ports', 'show', 'sw-1.2')).toMatch(/^state +quarantined$/m);
    expect((await operator('ports', 'list', '--device', 'sw-1')).trim().split('\n')).toHaveLength(6);
    expect(await operator('capacity', '--location', 'MyDC1')).toMatch(/MyDC1 +10G +3 +0 +0 +0 +0 +1$/m);
    expect(await operator('capacity', '--location', 'EqDC2', '--speed', '10G')).toContain('as ordered');
    expect(await operator('locations', 'list', '--region', 'eu-north-1')).toContain('MyDC1');
    expect(await operator('import', EXAMPLE)).toMatch(/mydc1-edge-2 24 ports +created$/m);
  });

  test('keeps accounts, keys, agreements and tokens', async () => {
    const id = newAccount();
    await operator(
      'accounts',
      'register',
      id,
      '--name',
      'Example',
      '--quota',
      'lagsPerRegion=20',
      'connectionsPerLocation=5',
    );
    await operator(
      'accounts',
      'update',
      id,
      '--quota',
      'lagsPerRegion=',
      '--agreement',
      'Terms=signed',
      '--company',
      '',
    );
    expect(await json('accounts', 'show', id)).toMatchObject({
      quotas: { connectionsPerLocation: 5 },
      agreements: [{ name: 'Terms', status: 'signed' }],
      company: null,
    });
    expect(await operator('accounts', 'list')).toContain(id);
    const key = await json<{ accessKeyId: string }>(
      'keys',
      'create',
      id,
      '--session-token',
      '--expires-in',
      '1h',
    );
    expect(key).toMatchObject({ temporary: true, secretAccessKey: expect.any(String) });
    expect(await operator('keys', 'deactivate', key.accessKeyId)).toMatch(/ no +yes /);
    expect(await operator('keys', 'activate', key.accessKeyId)).toMatch(/ yes +yes /);
    expect(await operator('keys', 'list', id)).toContain(key.accessKeyId);
    await operator('agreements', 'set', 'One', 'Two');
    expect(await operator('agreements', 'show')).toBe('names  One, Two\n');
    const token = await json<{ tokenId: string; token: string }>(
      'tokens',
      'create',
      'ann',
      '--role',
      'viewer',
    );
    expect(await operator('tokens', 'list')).toMatch(/ann +viewer/);
    const env = { CROSSCONNECT_OPERATOR_TOKEN: token.token };
    expect((await failed(['status'], { env })).out).toMatch(/^you\.name +ann$/m);
    const refused = await failed(['reset', '--yes'], { env });
    expect(refused).toMatchObject({
      code: 1,
      out: '',
      err: 'crossconnect: ann has the role viewer; this needs the role admin\nAsk somebody with the role admin for a token with the role admin\n',
    });
    await operator('tokens', 'remove', token.tokenId);
    expect(await operator('status')).toMatch(/^tokenNeeded +no$/m);
  });

  test('advances the clock, and shows a person how far it is', async () => {
    const { connectionId: id } = await orderPort(server, { account });
    await operator('orders', 'approve', id);
    const ran = await run(['clock', 'advance', '101d'], {
      endpoint: server.endpoint,
      terminal: true,
      onCall: seen,
    });
    expect(ran.code).toBe(0);
    expect(ran.err.startsWith('\r\u001b[K')).toBe(true);
    expect(ran.err).toMatch(/\d{4}-\d\d-\d\dT[\d:.]+Z {2}\d+ deadlines/);
    expect(ran.out).toMatch(/^complete +yes$/m);
    expect(ran.out).toMatch(new RegExp(`connection +${id} +pending +deleting`));
    expect(await operator('clock', 'advance', '1h')).not.toContain('deadlines');
    expect(await operator('clock', 'show')).toMatch(/^aheadMs +8\d{9}$/m);
    const wrong = await failed(['clock', 'advance', 'soon']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(
      /^crossconnect: <how-far> "soon" is no length of time\nAllowed is <how-far>: a length of time such as 90s/,
    );
  });

  test('shows the trail, and follows it', async () => {
    const id = newAccount();
    await operator('accounts', 'register', id, '--name', 'Followed');
    expect(await operator('audit', '--account', id)).toMatch(/operator:local +registerAccount/);
    expect(await operator('events', '--account', id)).toContain('registerAccount');
    const ended = new AbortController();
    const told: string[] = [];
    const following = run(['events', '--follow', '--account', id, '--json'], {
      endpoint: server.endpoint,
      signal: ended.signal,
      onCall: seen,
      onOut: (text) => {
        told.push((JSON.parse(text) as { action: string }).action);
        if (told.length === 1) void orderPort(server, { account: id });
        else ended.abort();
      },
    });
    const { code } = await following;
    expect(code).toBe(0);
    expect(told).toEqual(['registerAccount', 'CreateConnection']);
  });

  test('keeps a lab in a file, empties it and brings it back', async () => {
    const file = join(folder, 'lab.json');
    const before = await json<object[]>('orders', 'list', '--status', 'all');
    expect(before.length).toBeGreaterThan(0);
    await operator('snapshot', file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      format: expect.stringContaining('snapshot'),
    });
    expect(await operator('snapshot')).toContain('crossconnect-snapshot/');
    const unsure = await failed(['reset']);
    expect(unsure).toMatchObject({ code: 2, err: expect.stringContaining('Say --yes if you mean it') });
    await operator('reset', '--yes');
    expect(await operator('orders', 'list', '--status', 'all')).toBe('None.\n');
    expect(await operator('restore', file, '--yes')).toMatch(/^rows +\d+$/m);
    expect(await json('orders', 'list', '--status', 'all')).toEqual(before);
    const missing = await failed(['restore', join(folder, 'nothing.json'), '--yes']);
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('no such file') });
  });

  test('reports what the server refuses in two lines, with the command that helps', async () => {
    const { connectionId: id } = await orderPort(server, { account });
    expect(await failed(['ports', 'far-end', id, 'lit'])).toMatchObject({
      code: 1,
      out: '',
      err: `crossconnect: The fibre of ${id} is not patched: its order is not approved yet\nApprove it first: crossconnect operator orders approve ${id}\n`,
    });
    expect(await failed(['orders', 'show', 'dxcon-fgnothing'])).toMatchObject({
      code: 1,
      err: 'crossconnect: There is no order dxcon-fgnothing\ncrossconnect operator orders list --status all\n',
    });
    expect(await failed(['locations', 'create', 'us-east-1', 'eqdc2', '--name', 'x'])).toMatchObject({
      code: 1,
      err: 'crossconnect: There is a location EqDC2 in us-east-1 already\nChange it: crossconnect operator locations update us-east-1 EqDC2\n',
    });
    expect(await failed(['ports', 'fault', id, 'sharks'])).toMatchObject({
      code: 2,
      err: 'crossconnect: <fault> "sharks" is not allowed\nAllowed is <fault>: cut, dark, noLink, noEncryption\n',
    });
  });

  test('has a command for every route of the server', async () => {
    const unused = await routesNotAsked(server.endpoint, asked, (path) => !isElsewhere(path));
    expect(unused).toEqual(['index', 'docs', 'openApi']);
  });
});
