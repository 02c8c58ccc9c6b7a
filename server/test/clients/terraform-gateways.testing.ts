import { expect } from 'vitest';
import type { BotoClient } from './boto.testing.ts';
import { waitForState } from './waiter.testing.ts';

/** aws_dx_gateway: created, and there once it is available. */
export async function newGateway(by: BotoClient, amazonSideAsn: number): Promise<string> {
  const wish = { directConnectGatewayName: 'tf-acc', amazonSideAsn };
  const { directConnectGateway } = await by.call('CreateDirectConnectGateway', wish);
  const { directConnectGatewayId: id = '' } = directConnectGateway ?? {};
  await waitForState(async () => (await findGateway(by, id))?.directConnectGatewayState, {
    pending: ['pending'],
    target: ['available'],
  });
  return id;
}

/** A deleted one counts as not found. */
export async function findGateway(by: BotoClient, directConnectGatewayId: string) {
  const answer = await by.call('DescribeDirectConnectGateways', { directConnectGatewayId });
  const [found, ...more] = answer.directConnectGateways ?? [];
  expect(more).toEqual([]);
  return found?.directConnectGatewayState === 'deleted' ? undefined : found;
}

/** Destroys it, and waits until it is gone. */
export async function destroyGateway(by: BotoClient, directConnectGatewayId: string): Promise<void> {
  await by.call('DeleteDirectConnectGateway', { directConnectGatewayId });
  await waitForState(async () => (await findGateway(by, directConnectGatewayId))?.directConnectGatewayState, {
    pending: ['pending', 'available', 'deleting'],
    target: ['not found'],
  });
}
