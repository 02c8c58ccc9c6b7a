import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { heldPeers, type TestWish } from './start.ts';

const wish = (rest: Partial<TestWish> = {}): TestWish => ({
  virtualInterfaceId: 'dxvif-fgabcdef',
  state: 'available',
  peers: ['dxpeer-4', 'dxpeer-6'],
  asked: undefined,
  ...rest,
});

test.each([
  ['all by default', {}, ['dxpeer-4', 'dxpeer-6']],
  ['all for an empty list', { asked: [] }, ['dxpeer-4', 'dxpeer-6']],
  ['those that are named', { asked: ['dxpeer-6'] }, ['dxpeer-6']],
  [
    'each once, in the order of the peers',
    { asked: ['dxpeer-6', 'dxpeer-4', 'dxpeer-6'] },
    ['dxpeer-4', 'dxpeer-6'],
  ],
  ['of one that is down', { state: 'down' }, ['dxpeer-4', 'dxpeer-6']],
] as const)('holds %s', (_, rest, held) => {
  expect(heldPeers(wish(rest))).toEqual(held);
});

test.each([
  ['testing', 'A BGP failover test is already in progress for Virtual Interface dxvif-fgabcdef'],
  ['pending', 'StartBgpFailoverTest failed. dxvif-fgabcdef is in state pending'],
  ['confirming', 'StartBgpFailoverTest failed. dxvif-fgabcdef is in state confirming'],
  ['verifying', 'StartBgpFailoverTest failed. dxvif-fgabcdef is in state verifying'],
] as const)('a virtual interface that is %s is refused', (state, message) => {
  expect(heldPeers(wish({ state }))).toMatchObject({ refused: 'DirectConnectClientException', message });
});

test('a peer of another virtual interface is named in the refusal', () => {
  expect(heldPeers(wish({ asked: ['dxpeer-4', 'dxpeer-x'] }))).toMatchObject({
    message: 'BGP Peer dxpeer-x does not exist on Virtual Interface dxvif-fgabcdef.',
  });
});

test('what is held was there, was asked for, and is held once', () => {
  const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 6 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
      fc.option(ids, { nil: undefined }),
      (peers, asked) => {
        const held = heldPeers(wish({ peers: peers as readonly string[], asked }));
        const wanted = asked === undefined || asked.length === 0 ? peers : [...new Set(asked)];
        const possible = wanted.every((id) => (peers as readonly string[]).includes(id));
        expect(isRefusal(held)).toBe(!possible);
        expect(isRefusal(held) ? [] : [...held].toSorted()).toEqual(possible ? [...wanted].toSorted() : []);
      },
    ),
  );
});
