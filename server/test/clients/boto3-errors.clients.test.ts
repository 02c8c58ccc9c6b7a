// What boto3 makes of refusals: the class of the exception, its code, and the text that people read.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { arnOfPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';
import { BotoFault, type BotoOptions, useBoto } from './boto.testing.ts';

describe.each<readonly [string, BotoOptions]>([
  ['JSON', { protocol: 'json' }],
  ['CBOR', { protocol: 'smithy-rpc-v2-cbor' }],
])('refusals in %s', (_, options) => {
  const server = useServer({ process: true });
  const boto = useBoto(server);
  const dx = boto({ ...options, account: newAccount() });

  const faultOf = async (call: Promise<unknown>): Promise<BotoFault> => {
    const fault: unknown = await call.then(
      (answer) => new Error(`not refused: ${JSON.stringify(answer)}`),
      (error: unknown) => error,
    );
    if (fault instanceof BotoFault) return fault;
    throw fault;
  };

  test('a malformed id, as the smoke test of botocore has it', async () => {
    const fault = await faultOf(dx.call('DescribeConnections', { connectionId: 'fake-connection' }));
    expect(fault).toMatchObject({
      className: 'DirectConnectClientException',
      code: 'DirectConnectClientException',
      message: 'Connection ID fake-connection has an invalid format.',
      meta: { status: 400, retries: 0 },
    });
    expect(fault.text).toBe(
      'An error occurred (DirectConnectClientException) when calling the DescribeConnections operation: Connection ID fake-connection has an invalid format.',
    );
  });

  test('an unknown id', async () => {
    const fault = await faultOf(dx.call('DeleteLag', { lagId: 'dxlag-ffffffff' }));
    expect(fault).toMatchObject({
      className: 'DirectConnectClientException',
      message: 'Could not find Lag with ID dxlag-ffffffff',
      meta: { retries: 0 },
    });
  });

  test('exceptions without a message in the model keep their own class', async () => {
    const order = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'twice' };
    const twice = [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ];
    const many = Array.from({ length: 51 }, (__, n) => ({ key: `k${n}`, value: '' }));
    expect(await faultOf(dx.call('CreateConnection', { ...order, tags: twice }))).toMatchObject({
      className: 'DuplicateTagKeysException',
      code: 'DuplicateTagKeysException',
    });
    expect(await faultOf(dx.call('CreateConnection', { ...order, tags: many }))).toMatchObject({
      className: 'TooManyTagsException',
    });
    expect(await dx.call('DescribeConnections')).toEqual({ connections: [] });
  });

  test("an ARN that is not the caller's", async () => {
    const resourceArn = arnOfPort(newAccount(), 'dxcon-ffffffff');
    const fault = await faultOf(dx.call('TagResource', { resourceArn, tags: [{ key: 'a', value: 'b' }] }));
    expect(fault).toMatchObject({ className: 'DirectConnectClientException', meta: { status: 400 } });
  });
});
