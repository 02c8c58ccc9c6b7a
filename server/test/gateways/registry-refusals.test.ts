// What the operator is told who declares virtual private and transit gateways wrongly.
import { beforeEach, describe, expect, test } from 'vitest';
import { operatorOf } from '../operator/operator.testing.ts';
import { newAccount } from '../support/accounts.ts';
import { newTgw } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--assume-gateways', 'off'] });
const operator = operatorOf(server);
let caller = { account: '', region: 'us-east-1' };

beforeEach(() => {
  caller = { account: newAccount(), region: 'us-east-1' };
});

const declare = async () => {
  const wish = { kind: 'virtualPrivateGateway', ...caller };
  return (await operator.done<{ readonly gatewayId: string }>('POST', '/cloud-gateways', wish)).gatewayId;
};

describe('the operator is told', () => {
  const answer = async (method: string, path: string, body?: object) => {
    const { status, body: problem } = await server.operator<{ detail: string }>(method, path, body);
    return [status, problem.detail];
  };

  test('what cannot be declared', async () => {
    const id = await declare();
    const wish = { kind: 'virtualPrivateGateway', ...caller };
    expect(await answer('POST', '/cloud-gateways', { ...wish, gatewayId: id })).toEqual([
      409,
      `There is a gateway ${id} already: it is ${caller.account}'s`,
    ]);
    const tgw = newTgw();
    expect(await answer('POST', '/cloud-gateways', { ...wish, gatewayId: tgw })).toEqual([
      400,
      `body.gatewayId ${tgw} is of another kind`,
    ]);
  });

  test('what is not there, and what is wrong with prefixes', async () => {
    const id = newVgw();
    expect(await answer('GET', `/cloud-gateways/${id}`)).toEqual([
      404,
      `There is no virtual private or transit gateway ${id}`,
    ]);
    const known = await declare();
    const wrong = { cidrs: ['10.0.0.0/8', '10.0.0.1/8'] };
    expect(await answer('PUT', `/cloud-gateways/${known}/networks/vpc-1`, wrong)).toEqual([
      400,
      'body.cidrs.1 10.0.0.1/8 is no network',
    ]);
    expect(await answer('DELETE', `/cloud-gateways/${known}/networks/vpc-1`)).toEqual([
      409,
      'It is not attached to vpc-1',
    ]);
    await operator.done('DELETE', `/cloud-gateways/${known}`);
    expect(await answer('DELETE', `/cloud-gateways/${known}`)).toEqual([409, `${known} is deleted`]);
  });
});
