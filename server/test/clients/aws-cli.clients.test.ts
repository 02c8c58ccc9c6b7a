// A first session with the AWS CLI, as a person would type it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Connection, Interconnect, Lag, Location, ResourceTag } from '../../src/model/types.gen.ts';
import { extractText, getDocumentProxy } from 'unpdf';
import { arnOfPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { awsCli, shellOf } from './aws-cli.testing.ts';

const ACCOUNT = '123456789012';
const PARTNER = '210987654321';
const POLL = { timeout: 20_000, interval: 500 };

type Connections = { readonly connections: readonly Connection[] };

describe('a first session with the AWS CLI', () => {
  const server = useServer({ process: true, flags: ['--lifecycle', 'fast'] });
  const aws = awsCli(server, ACCOUNT);
  const partner = awsCli(server, PARTNER);
  const folder = mkdtempSync(join(tmpdir(), 'crossconnect-letters-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const connection = async (id: string, cli = aws) => {
    const { connections } = await cli<Connections>(`describe-connections --connection-id ${id}`);
    return connections[0] ?? {};
  };
  const untilState = async (id: string, state: string, cli = aws) => {
    await expect.poll(async () => (await connection(id, cli)).connectionState, POLL).toBe(state);
  };

  let id = 'none';

  test('finds a location, and orders a connection there', async () => {
    const { locations } = await aws<{ locations: readonly Location[] }>('describe-locations');
    expect(locations.find(({ locationCode }) => locationCode === 'EqDC2')).toMatchObject({
      region: 'us-east-1',
      availablePortSpeeds: expect.arrayContaining(['1G', '10G']) as string[],
    });
    const order = '--location EqDC2 --bandwidth 1Gbps --connection-name office --tags key=team,value=net';
    const ordered = await aws<Connection>(`create-connection ${order}`);
    expect(ordered).toMatchObject({
      connectionState: 'requested',
      ownerAccount: ACCOUNT,
      tags: [{ key: 'team' }],
    });
    id = ordered.connectionId ?? id;
    await untilState(id, 'available');
  });

  test('saves the letter as the documentation says, and it is a PDF', async () => {
    const file = join(folder, 'loa.pdf');
    const query = '--query loaContent --output text | base64 --decode';
    const saved = await shellOf(
      server,
      ACCOUNT,
    )(`aws directconnect describe-loa --connection-id ${id} ${query} > ${file}`);
    expect(saved).toEqual({ code: 0, out: '', err: '' });
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(file))), {
      mergePages: true,
    });
    expect(text).toContain(id);
    expect((await connection(id)).loaIssueTime).toBeDefined();
  });

  test('builds a LAG of two', async () => {
    const order = '--number-of-connections 2 --location EqDC2 --connections-bandwidth 10Gbps --lag-name pair';
    const { lagId, connections } = await aws<Lag>(`create-lag ${order}`);
    expect(connections).toHaveLength(2);
    const lags = async () => (await aws<{ lags: readonly Lag[] }>(`describe-lags --lag-id ${lagId}`)).lags;
    await expect.poll(async () => (await lags())[0]?.lagState, POLL).toBe('available');
    expect(await aws<Lag>(`update-lag --lag-id ${lagId} --minimum-links 1`)).toMatchObject({
      minimumLinks: 1,
    });
  });

  test('tags it, and takes a tag away', async () => {
    const arn = arnOfPort(ACCOUNT, id);
    await shellOf(
      server,
      ACCOUNT,
    )(`aws directconnect tag-resource --resource-arn ${arn} --tags key=room,value='a b/c'`);
    await shellOf(server, ACCOUNT)(`aws directconnect untag-resource --resource-arn ${arn} --tag-keys team`);
    const { resourceTags } = await aws<{ resourceTags: readonly ResourceTag[] }>(
      `describe-tags --resource-arns ${arn}`,
    );
    expect(resourceTags).toEqual([{ resourceArn: arn, tags: [{ key: 'room', value: 'a b/c' }] }]);
  });

  test('takes a hosted connection from a partner, and gives it back', async () => {
    const order = '--interconnect-name exchange --bandwidth 10Gbps --location EqDC2';
    const { interconnectId } = await partner<Interconnect>(`create-interconnect ${order}`);
    const parent = `--connection-id ${interconnectId} --owner-account ${ACCOUNT}`;
    const hosted = await partner<Connection>(
      `allocate-hosted-connection ${parent} --bandwidth 500Mbps --connection-name slice --vlan 101`,
    );
    const hostedId = hosted.connectionId ?? 'none';
    expect(await connection(hostedId)).toMatchObject({
      connectionState: 'ordering',
      vlan: 101,
      bandwidth: '500Mbps',
    });
    expect(await aws(`confirm-connection --connection-id ${hostedId}`)).toEqual({
      connectionState: 'pending',
    });
    await untilState(hostedId, 'available');
    const { connections } = await partner<Connections>(
      `describe-hosted-connections --connection-id ${interconnectId}`,
    );
    expect(connections).toMatchObject([{ connectionId: hostedId, ownerAccount: ACCOUNT }]);
    expect(await aws(`delete-connection --connection-id ${hostedId}`)).toMatchObject({
      connectionState: 'deleting',
    });
    await untilState(hostedId, 'deleted');
    expect(await partner(`delete-interconnect --interconnect-id ${interconnectId}`)).toEqual({
      interconnectState: expect.stringMatching(/^delet/) as string,
    });
  });

  test('deletes the connection, and is told that it is gone', async () => {
    expect(await aws(`delete-connection --connection-id ${id}`)).toMatchObject({
      connectionState: 'deleting',
    });
    await untilState(id, 'deleted');
    const again = await shellOf(server, ACCOUNT)(`aws directconnect delete-connection --connection-id ${id}`);
    expect(again.code).toBeGreaterThan(0);
    expect(again.err).toContain(
      `(DirectConnectClientException) when calling the DeleteConnection operation: Could not find Connection with ID ${id}`,
    );
  });
});
