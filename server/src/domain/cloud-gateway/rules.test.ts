import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { checkGatewayId, kindOfGateway } from './kind.ts';
import { madeUpCidr, madeUpGateway } from './made-up.ts';
import { attachNetwork, detachNetwork } from './networks.ts';
import { checkUse, type UsedGateway } from './use.ts';

const VGW = 'vgw-0ed7b3566fcdcc27e';
const TGW = 'tgw-02dfbd858ac4fa58d';

test.for([
  [VGW, 'virtualPrivateGateway'],
  ['vgw-0123abcd', 'virtualPrivateGateway'],
  [TGW, 'transitGateway'],
] as const)('%s is a %s', ([id, kind]) => {
  expect(kindOfGateway(id)).toBe(kind);
});

test.for([
  ['', 'Gateway ID  has an invalid format.'],
  ['igw-0123abcd', 'Gateway ID igw-0123abcd has an invalid format.'],
  ['vgw-0123abc', 'Virtual Gateway ID vgw-0123abc has an invalid format.'],
  ['vgw-0123ABCD', 'Virtual Gateway ID vgw-0123ABCD has an invalid format.'],
  [`${VGW}\n`, `Virtual Gateway ID ${VGW}\n has an invalid format.`],
  ['vgw-0ed7b3566fcdcc27ee', 'Virtual Gateway ID vgw-0ed7b3566fcdcc27ee has an invalid format.'],
  ['tgw-0123abcd', 'Transit Gateway ID tgw-0123abcd has an invalid format.'],
] as const)('%j is refused', ([id, message]) => {
  expect(kindOfGateway(id)).toMatchObject({ message });
});

test('an id of the other kind has a wrong form', () => {
  expect(checkGatewayId('transitGateway', VGW)).toMatchObject({
    message: `Transit Gateway ID ${VGW} has an invalid format.`,
  });
});

const DECLARED: UsedGateway = {
  id: VGW,
  kind: 'virtualPrivateGateway',
  account: '111111111111',
  region: 'eu-west-1',
  state: 'available',
  sharedWith: '["333333333333"]',
};
const OWNER = { account: '111111111111', region: 'eu-west-1' };
const NONE = `The VirtualGateway ${VGW} does not exist.`;

test.for<[why: string, gateway: Partial<UsedGateway> | undefined, user: typeof OWNER, message?: string]>([
  ['its owner', {}, OWNER],
  ['an account that it is shared with', {}, { ...OWNER, account: '333333333333' }],
  ['somebody else', {}, { ...OWNER, account: '222222222222' }, NONE],
  ['another Region', {}, { ...OWNER, region: 'eu-west-2' }, NONE],
  ['none there', undefined, OWNER, NONE],
  ['another kind', { kind: 'transitGateway' }, OWNER, NONE],
  ['on its way out', { state: 'deleting' }, OWNER, NONE],
  ['gone', { state: 'deleted' }, OWNER, NONE],
  ['not made yet', { state: 'pending' }, OWNER, `The VirtualGateway ${VGW} is not available`],
])('use by: %s', ([, gateway, user, message]) => {
  const row = gateway === undefined ? undefined : { ...DECLARED, ...gateway };
  const refusal = checkUse(row, 'virtualPrivateGateway', VGW, user);
  expect(isRefusal(refusal) ? refusal.message : undefined).toBe(message);
});

test('transit gateways have words of their own', () => {
  expect(checkUse(undefined, 'transitGateway', TGW, OWNER)).toMatchObject({
    message: `The TransitGateway ${TGW} does not exist.`,
  });
});

test('a made-up network is one /16 of 10.0.0.0/8, the same for the same id', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^vgw-[0-9a-f]{17}$/), (id) => {
      const { networks, amazonSideAsn } = madeUpGateway(id, []);
      expect(networks).toEqual([{ networkId: id.replace('vgw-', 'vpc-'), cidrs: [madeUpCidr(id)] }]);
      expect(madeUpCidr(id)).toMatch(/^10\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])\.0\.0\/16$/);
      expect(amazonSideAsn).toBe(64_532);
    }),
  );
});

test('made-up networks of different gateways seldom meet', () => {
  const networks = Array.from({ length: 64 }, (_, n) => madeUpCidr(`vgw-0ed7b3566fcdcc2${n + 100}`));
  expect(new Set(networks).size).toBeGreaterThan(40);
});

test('allowed prefixes are the network of the gateway that they are named with', () => {
  expect(madeUpGateway(TGW, ['10.1.0.0/16'])).toEqual({
    amazonSideAsn: 64_532,
    networks: [{ networkId: TGW.replace('tgw-', 'vpc-'), cidrs: ['10.1.0.0/16'] }],
  });
});

const ONE = { networkId: 'vpc-1', cidrs: ['10.1.0.0/16'] };
const TWO = { networkId: 'vpc-2', cidrs: ['10.2.0.0/16'] };

test('a virtual private gateway is attached to one network, a transit gateway to many', () => {
  expect(attachNetwork('virtualPrivateGateway', [], ONE)).toEqual([ONE]);
  expect(attachNetwork('virtualPrivateGateway', [ONE], TWO)).toMatchObject({
    message: 'It is attached to vpc-1: a virtual private gateway has one network',
  });
  expect(attachNetwork('transitGateway', [ONE], TWO)).toEqual([ONE, TWO]);
});

test('a network that is attached again has other prefixes, in its place', () => {
  const other = { ...ONE, cidrs: ['10.9.0.0/16'] };
  expect(attachNetwork('virtualPrivateGateway', [ONE], other)).toEqual([other]);
  expect(attachNetwork('transitGateway', [ONE, TWO], other)).toEqual([other, TWO]);
});

test('a network is detached, where it is attached', () => {
  expect(detachNetwork([ONE, TWO], 'vpc-1')).toEqual([TWO]);
  expect(detachNetwork([TWO], 'vpc-1')).toMatchObject({ message: 'It is not attached to vpc-1' });
});
