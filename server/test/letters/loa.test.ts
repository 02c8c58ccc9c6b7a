// Letters of authorization: fetched by the official SDK, read back with a PDF reader, asked about in a browser.
import {
  CreateConnectionCommand,
  CreateLagCommand,
  DescribeConnectionLoaCommand,
  DescribeConnectionsCommand,
  DescribeInterconnectLoaCommand,
  DescribeLoaCommand,
} from '@aws-sdk/client-direct-connect';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { useServer } from '../support/server.ts';

const ORDER = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'Paper, please' } as const;

async function textOf(pdf: Uint8Array | undefined): Promise<string> {
  if (pdf === undefined) throw new Error('no letter');
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text;
}

describe.each([
  ['awsJson1.1', false],
  ['RPC v2 CBOR', true],
])('the letter of a connection in %s', (_, cbor) => {
  const server = useServer({ flags: ['--operator-name', 'Example Fabric Ltd'] });

  test('is a PDF that names parties, facility, port, dates and the page to ask', async () => {
    const client = server.client('111111111111', 'us-east-1', { cbor });
    const { connectionId } = await client.send(new CreateConnectionCommand(ORDER));
    await server.settle();
    const asked = Date.now();
    const { loaContent, loaContentType } = await client.send(
      new DescribeLoaCommand({ connectionId, providerName: 'Megaport' }),
    );
    expect(loaContentType).toBe('application/pdf');
    const text = await textOf(loaContent);
    const { connections } = await client.send(new DescribeConnectionsCommand({ connectionId }));
    const device = connections?.[0]?.awsDeviceV2 ?? 'none';
    const parts = [
      'Example Fabric Ltd',
      '111111111111',
      'Megaport',
      'Equinix DC2/DC11',
      connectionId,
      device,
    ];
    for (const part of [...parts, '10GBASE-LR', 'LC duplex', 'PP-1', ORDER.connectionName]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(new Date(asked).toISOString().slice(0, 10));
    expect(text).toContain(new Date(asked + 90 * 86_400_000).toISOString().slice(0, 10));
    expect(text).not.toMatch(/Amazon(?! Web Services\.)/);
    const issued = connections?.[0]?.loaIssueTime?.getTime() ?? 0;
    expect(Math.abs(issued - asked)).toBeLessThan(60_000);
  });

  test('has a link whose page says that it is valid, and later that it is not', async () => {
    const client = server.client('222222222222', 'us-east-1', { cbor });
    const { connectionId } = await client.send(new CreateConnectionCommand(ORDER));
    await server.settle();
    const text = await textOf((await client.send(new DescribeLoaCommand({ connectionId }))).loaContent);
    const path = /\/letters\/([\w-]+)/.exec(text.replaceAll(/\s/g, ''))?.[0] ?? '/none';
    const link = `${server.endpoint}${path.slice(0, '/letters/'.length + 24)}`;
    const valid = await (await fetch(link)).text();
    expect(valid).toContain('This letter is valid');
    expect(valid).toContain(connectionId);
    expect((await fetch(`${server.endpoint}/letters/${'A'.repeat(24)}`)).status).toBe(404);
  });

  test('keeps its reference when it is fetched again', async () => {
    const client = server.client('333333333333', 'us-east-1', { cbor });
    const { connectionId } = await client.send(new CreateConnectionCommand(ORDER));
    await server.settle();
    const reference = async () => {
      const { loa } = await client.send(new DescribeConnectionLoaCommand({ connectionId }));
      return /LOA-[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(await textOf(loa?.loaContent))?.[0];
    };
    expect(await reference()).toMatch(/^LOA-/);
    expect(await reference()).toBe(await reference());
  });
});

describe('names in the letter', () => {
  const server = useServer({ flags: ['--operator-name', 'Śląsk Telekom'] });

  async function letterTo(name: string, account: string): Promise<string> {
    await server.operator('POST', '/accounts', { account, name });
    const client = server.client(account);
    const { connectionId } = await client.send(new CreateConnectionCommand(ORDER));
    await server.settle();
    return textOf((await client.send(new DescribeLoaCommand({ connectionId }))).loaContent);
  }

  test.each([
    ['411111111111', 'Ελληνικό Δίκτυο'],
    ['422222222222', 'Телеком Україна'],
    ['433333333333', '株式会社テスト'],
    ['444444444444', '中国电信 上海'],
    ['455555555555', 'Viễn thông Việt Nam'],
    ['466666666666', '한국통신 서울'],
    ['477777777777', 'Müller – Größe'],
    ['488888888888', 'Tokyo 株式会社テスト GmbH'],
  ])('of %s: %s', async (account, name) => {
    const text = await letterTo(name, account);
    expect(text.replaceAll(/\s/g, '')).toContain(`${name} (account ${account})`.replaceAll(' ', ''));
    expect(text).toContain('Śląsk Telekom authorizes');
    expect(text).not.toMatch(/\?\?|<U\+/);
  });

  test('what no font has is written as its code points', async () => {
    expect(await letterTo('ไทย 😀', '499999999999')).toContain('<U+0E44><U+0E17><U+0E22> <U+1F600>');
  });
});

describe('a letter is refused', () => {
  const server = useServer({ flags: ['--lifecycle', 'manual'] });
  const refused = (message: string) => ({ name: 'DirectConnectClientException', message });

  test('while the order waits for its review', async () => {
    const client = server.client();
    const { connectionId } = await client.send(new CreateConnectionCommand(ORDER));
    await expect(client.send(new DescribeLoaCommand({ connectionId }))).rejects.toMatchObject(
      refused(`The LOA-CFA of ${connectionId} is not available yet. ${connectionId} is in state requested`),
    );
  });

  test('while no order of a LAG is approved, and tells its state as others do', async () => {
    const client = server.client();
    const order = { numberOfConnections: 2, location: 'EqDC2', connectionsBandwidth: '10Gbps', lagName: 'l' };
    const { lagId, lagState } = await client.send(new CreateLagCommand(order));
    expect(lagState).toBe('pending');
    await expect(client.send(new DescribeLoaCommand({ connectionId: lagId }))).rejects.toMatchObject(
      refused(
        `The LOA-CFA of ${lagId} is not available yet. ${lagId} is in state pending, its connections in state requested`,
      ),
    );
  });

  test('to a stranger, to a malformed id, and to the wrong twin', async () => {
    const client = server.client();
    const { connectionId } = await client.send(new CreateConnectionCommand(ORDER));
    const stranger = server.client('999999999999').send(new DescribeLoaCommand({ connectionId }));
    await expect(stranger).rejects.toMatchObject(
      refused(`Could not find Connection with ID ${connectionId}`),
    );
    const malformed = client.send(new DescribeLoaCommand({ connectionId: 'foobar' }));
    await expect(malformed).rejects.toMatchObject(refused('Connection ID foobar has an invalid format.'));
    const twin = client.send(new DescribeInterconnectLoaCommand({ interconnectId: connectionId }));
    await expect(twin).rejects.toMatchObject(refused(`Could not find Connection with ID ${connectionId}`));
  });
});

describe('the letter of a LAG', () => {
  const server = useServer();

  test('covers the ports of all members', async () => {
    const client = server.client();
    const { lagId, connections = [] } = await client.send(
      new CreateLagCommand({
        numberOfConnections: 3,
        location: 'EqDC2',
        connectionsBandwidth: '10Gbps',
        lagName: 'bundle',
      }),
    );
    await server.settle();
    const text = await textOf(
      (await client.send(new DescribeLoaCommand({ connectionId: lagId }))).loaContent,
    );
    expect(connections).toHaveLength(3);
    for (const { connectionId } of connections) expect(text).toContain(connectionId);
    expect(new Set(text.match(/LOA-[A-Z0-9]{5}-[A-Z0-9]{5}/g)).size).toBe(3);
  });
});
