// Allowed prefixes of associations.
import { describe, expect, test } from 'vitest';
import { cidrs, newTgw, settleAssociations } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { refused, useGateway } from './gateway.testing.ts';

const server = useServer();
const my = useGateway(server);
const { join, now } = my;

describe('the prefixes of an association', () => {
  const update = (associationId: string, add: readonly string[], remove: readonly string[] = []) =>
    server.call(
      'UpdateDirectConnectGatewayAssociation',
      {
        associationId,
        addAllowedPrefixesToDirectConnectGateway: cidrs(...add),
        removeAllowedPrefixesToDirectConnectGateway: cidrs(...remove),
      },
      my.caller,
    );
  const associated = async (other: string, prefixes: readonly string[]) => {
    const { associationId } = await join(other, prefixes);
    await settleAssociations(server);
    return associationId;
  };

  test('are changed: the answer shows the new total', async () => {
    const id = await associated(newVgw(), ['10.0.0.0/30', '10.0.0.8/30']);
    expect(await update(id, ['10.0.1.0/30', '10.0.0.8/30'], ['10.0.0.0/30', '10.9.9.0/24'])).toMatchObject({
      directConnectGatewayAssociation: {
        associationId: id,
        associationState: 'updating',
        allowedPrefixesToDirectConnectGateway: cidrs('10.0.0.8/30', '10.0.1.0/30'),
      },
    });
    await settleAssociations(server);
    expect(await now()).toMatchObject({
      associationState: 'associated',
      allowedPrefixesToDirectConnectGateway: cidrs('10.0.0.8/30', '10.0.1.0/30'),
    });
  });

  test('are changed again while they change', async () => {
    const id = await associated(newVgw(), ['10.0.0.0/30']);
    await update(id, ['10.0.1.0/30']);
    expect(await update(id, ['10.0.2.0/30'])).toMatchObject({
      directConnectGatewayAssociation: { associationState: 'updating' },
    });
  });

  test('stay as they are where nothing changes', async () => {
    const id = await associated(newVgw(), ['2600:1f26:74::/48']);
    expect(await update(id, ['2600:1f26:0074:0::/48'])).toMatchObject({
      directConnectGatewayAssociation: { associationState: 'associated' },
    });
    expect(await update(id, [])).toMatchObject({
      directConnectGatewayAssociation: { associationState: 'associated' },
    });
  });

  test('may overlap within one list', async () => {
    const list = ['2600:1f26:74::/48', '2600:1f26:74::/64', '10.0.0.0/8', '10.1.0.0/16'];
    expect((await join(newTgw(), list)).allowedPrefixesToDirectConnectGateway).toHaveLength(4);
  });

  test('of two transit gateways on one gateway do not overlap, in either direction', async () => {
    const one = newTgw();
    const id = await associated(one, ['10.1.0.0/16']);
    for (const prefix of ['10.0.0.0/8', '10.1.2.0/24', '10.1.0.0/16']) {
      expect(await refused(join(newTgw(), ['192.168.0.0/24', prefix]))).toBe(
        `The allowed route ${prefix} overlaps the existing allowed route 10.1.0.0/16 of ${one}`,
      );
    }
    expect(await refused(join(newTgw(), ['0.0.0.0/0']))).toContain('overlaps the existing allowed route');
    const other = newTgw();
    await join(other, ['10.2.0.0/16']);
    expect(await refused(update(id, ['10.2.3.0/24']))).toBe(
      `The allowed route 10.2.3.0/24 overlaps the existing allowed route 10.2.0.0/16 of ${other}`,
    );
  });

  test('of virtual private gateways are compared with nothing', async () => {
    await join(newVgw(), ['10.0.0.0/8']);
    await expect(join(newVgw(), ['10.0.0.0/8'])).resolves.toBeDefined();
  });

  test('of a transit gateway are 200', async () => {
    const many = Array.from({ length: 201 }, (_, n) => `10.1.${n}.0/24`);
    const full = 'You have reached the limit of 200 allowed prefixes of a transit gateway';
    expect(await refused(join(newTgw(), many))).toBe(full);
    const id = await associated(newTgw(), many.slice(1));
    expect(await refused(update(id, many.slice(0, 1)))).toBe(full);
    await expect(update(id, many.slice(0, 1), many.slice(200))).resolves.toBeDefined();
  });

  test.for(['10.0.0.1/8', '10.0.0.0', '10.0.0.0/33', '2600::1/64', 'x', ''])('cannot be %j', async (cidr) => {
    expect(await refused(join(newVgw(), ['10.0.0.0/8', cidr]))).toMatch(
      /^addAllowedPrefixesToDirectConnectGateway\[1\]\.cidr .*is not valid/,
    );
  });
});
