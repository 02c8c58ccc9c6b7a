// Lists of associations, and what names none.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { associate, associationsOf, readyGateway } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { NOWHERE, refused, useGateway } from './gateway.testing.ts';

const server = useServer();
const my = useGateway(server);
const { join } = my;

describe('what names no association', () => {
  const remove = (wish: object) =>
    refused(server.call('DeleteDirectConnectGatewayAssociation', wish, my.caller));

  test('is refused', async () => {
    expect(await remove({})).toBe('Association ID  has an invalid format.');
    expect(await remove({ associationId: 'x' })).toBe('Association ID x has an invalid format.');
    expect(await remove({ associationId: NOWHERE })).toBe(
      `Direct Connect Gateway Association ${NOWHERE} does not exist.`,
    );
    const vgw = newVgw();
    expect(await remove({ directConnectGatewayId: my.gateway, virtualGatewayId: vgw })).toBe(
      `Direct Connect Gateway Association between ${my.gateway} and ${vgw} does not exist.`,
    );
    expect(await refused(server.call('UpdateDirectConnectGatewayAssociation', {}, my.caller))).toBe(
      'Association ID  has an invalid format.',
    );
  });

  test('is what belongs to others, whose id is not told', async () => {
    const stranger = { account: newAccount(), region: 'us-east-1' };
    const [theirs, vgw] = [await readyGateway(server, stranger), newVgw()];
    const { associationId } = await associate(server, stranger, theirs, vgw);
    expect(await remove({ associationId })).toBe(
      `Direct Connect Gateway Association ${associationId} does not exist.`,
    );
    expect(await remove({ directConnectGatewayId: theirs, virtualGatewayId: vgw })).not.toContain(
      associationId,
    );
    expect(await associationsOf(server, my.caller, theirs)).toEqual([]);
  });
});

describe('associations are listed', () => {
  const list = async (wish: object) => {
    const answer = await server.call('DescribeDirectConnectGatewayAssociations', wish, my.caller);
    return (answer.directConnectGatewayAssociations ?? []).map(({ associationId }) => associationId);
  };

  test('by each filter, and by several where all hold', async () => {
    const [vgw, other] = [newVgw(), newVgw()];
    const [{ associationId: one }, { associationId: two }] = [await join(vgw), await join(other)];
    const here = { directConnectGatewayId: my.gateway };
    expect(await list(here)).toEqual([one, two]);
    expect(await list({ associationId: two })).toEqual([two]);
    expect(await list({ associatedGatewayId: vgw })).toEqual([one]);
    expect(await list({ virtualGatewayId: other })).toEqual([two]);
    expect(await list({ ...here, associatedGatewayId: vgw })).toEqual([one]);
    expect(await list({ ...here, virtualGatewayId: vgw, associationId: one })).toEqual([one]);
    expect(await list({ ...here, associatedGatewayId: other, associationId: one })).toEqual([]);
    expect(await list({ associatedGatewayId: vgw, virtualGatewayId: other })).toEqual([]);
    expect(await list({ ...here, associatedGatewayId: newVgw() })).toEqual([]);
    expect(await list({ associationId: NOWHERE })).toEqual([]);
    expect(await list({ directConnectGatewayId: NOWHERE })).toEqual([]);
  });

  test('never without one', async () => {
    expect(await refused(list({}))).toBe(
      'Give one of associationId, associatedGatewayId, directConnectGatewayId and virtualGatewayId',
    );
  });

  test('in pages', async () => {
    const made = [];
    for (const _ of [1, 2, 3]) made.push((await join(newVgw())).associationId);
    const wish = { directConnectGatewayId: my.gateway, maxResults: 2 };
    const first = await server.call('DescribeDirectConnectGatewayAssociations', wish, my.caller);
    const { nextToken = '' } = first;
    expect(await list({ ...wish, nextToken })).toEqual(made.slice(2));
  });
});
