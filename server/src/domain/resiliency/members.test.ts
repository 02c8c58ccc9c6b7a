import { describe, expect, test } from 'vitest';
import { checkEmpty, groupIdOf, unknownGroup } from './group.ts';
import { type Candidate, checkLeave, connectionPlace, planJoin } from './members.ts';

const OWN = '123456789012';
const GROUP = 'dxrg-abcdefghijklmnop1';
const OTHER = 'dxrg-zzzzzzzzzzzzzzzz9';
const refusal = (message: string, refused = 'DirectConnectClientException') => ({ refused, message });
const candidate = (given: Partial<Candidate> = {}): Candidate => ({
  identifier: 'dxcon-ffabcdef',
  connection: { id: 'dxcon-ffabcdef', kind: 'dedicated', state: 'available' },
  association: undefined,
  ...given,
});
const inState = (state: string) =>
  candidate({ connection: { id: 'dxcon-ffabcdef', kind: 'dedicated', state } });

describe('a group’s id', () => {
  test('may be in capitals', () => {
    expect(groupIdOf(GROUP)).toBe(GROUP);
    expect(groupIdOf(GROUP.toUpperCase())).toBe(GROUP);
  });

  test.each([
    '',
    'dxrg-',
    'dxrg-abcdefghijklmnop',
    'dxrg-abcdefghijklmnop12',
    'dxcon-ffabcdef',
    `${GROUP}\n`,
  ])('is refused when its form is wrong: %j', (id) => {
    expect(groupIdOf(id)).toEqual(refusal(`Resiliency Group ID ${id} has an invalid format.`));
  });

  test('is named when it is unknown', () => {
    expect(unknownGroup(GROUP)).toEqual(refusal(`Could not find Resiliency Group with ID ${GROUP}`));
  });
});

describe('a connection is named', () => {
  test('by its id in the called Region, and by its ARN in any', () => {
    expect(connectionPlace('dxcon-ffabcdef', OWN, 'eu-west-1')).toEqual({
      id: 'dxcon-ffabcdef',
      region: 'eu-west-1',
    });
    const arn = `arn:aws:directconnect:us-east-1:${OWN}:dxcon/dxcon-ffabcdef`;
    expect(connectionPlace(arn, OWN, 'eu-west-1')).toEqual({ id: 'dxcon-ffabcdef', region: 'us-east-1' });
  });

  test.each([
    'foobar',
    'DXCON-FFABCDEF',
    'dxlag-ffabcdef',
    'dxcon-ffabcdef\n',
    `arn:aws:directconnect:us-east-1:${OWN}:dxlag/dxlag-ffabcdef`,
    `arn:aws:directconnect:us-east-1:${OWN}:dxcon/`,
  ])('not by %j', (identifier) => {
    expect(connectionPlace(identifier, OWN, 'eu-west-1')).toEqual(
      refusal(`Connection ID ${identifier} has an invalid format.`),
    );
  });

  test.each([
    'arn:aws:directconnect:eu-west-1:210987654321:dxcon/dxcon-ffabcdef',
    `arn:aws-cn:directconnect:cn-north-1:${OWN}:dxcon/dxcon-ffabcdef`,
  ])('and unknown when it is somebody else’s: %s', (identifier) => {
    expect(connectionPlace(identifier, OWN, 'eu-west-1')).toEqual(
      refusal(`Could not find Connection with ID ${identifier}`),
    );
  });
});

describe('connections join a group', () => {
  test.each(['requested', 'pending', 'available', 'down', 'rekeying'])('in the state %s', (state) => {
    const batch = [inState(state)];
    expect(planJoin(GROUP, batch, 0, 50)).toEqual(batch);
  });

  test('once: those that are in it already stay as they are', () => {
    const there = candidate({ association: { groupId: GROUP, state: 'associated' } });
    const fresh = candidate({ identifier: 'dxcon-ffnew001' });
    expect(planJoin(GROUP, [there, fresh], 49, 50)).toEqual([fresh]);
    expect(planJoin(GROUP, [there], 50, 50)).toEqual([]);
  });

  test.each<[string, Candidate, object]>([
    [
      'that nobody knows',
      candidate({ connection: undefined }),
      refusal('Could not find Connection with ID dxcon-ffabcdef'),
    ],
    [
      'that is being deleted',
      inState('deleting'),
      refusal('Could not find Connection with ID dxcon-ffabcdef'),
    ],
    ['that is deleted', inState('deleted'), refusal('Could not find Connection with ID dxcon-ffabcdef')],
    [
      'that is hosted',
      candidate({ connection: { id: 'dxcon-ffabcdef', kind: 'hosted', state: 'available' } }),
      refusal(
        'Connection dxcon-ffabcdef is a hosted connection: a resiliency group takes dedicated connections only',
      ),
    ],
    [
      'that is an interconnect',
      candidate({ connection: { id: 'dxcon-ffabcdef', kind: 'interconnect', state: 'available' } }),
      refusal(
        'Connection dxcon-ffabcdef is an interconnect: a resiliency group takes dedicated connections only',
      ),
    ],
    [
      'that is in another group',
      candidate({ association: { groupId: OTHER, state: 'associated' } }),
      refusal(`Connection dxcon-ffabcdef is already associated with Resiliency Group ${OTHER}`),
    ],
    [
      'that is leaving another group',
      candidate({ association: { groupId: OTHER, state: 'disassociating' } }),
      refusal(`Connection dxcon-ffabcdef is already associated with Resiliency Group ${OTHER}`),
    ],
    [
      'that is leaving the group',
      candidate({ association: { groupId: GROUP, state: 'disassociating' } }),
      refusal('Connection dxcon-ffabcdef is in a transitioning state.'),
    ],
  ])('but none with one %s', (_, wrong, expected) => {
    expect(planJoin(GROUP, [candidate(), wrong], 0, 50)).toEqual(expected);
  });

  test('up to the quota', () => {
    expect(planJoin(GROUP, [candidate(), candidate()], 48, 50)).toHaveLength(2);
    expect(planJoin(GROUP, [candidate(), candidate()], 49, 50)).toEqual(
      refusal('A resiliency group can have at most 50 connections', 'LimitExceededException'),
    );
  });
});

describe('connections leave a group', () => {
  const member = candidate({ association: { groupId: GROUP, state: 'associated' } });

  test('all that are in it, those that are leaving already too', () => {
    const leaving = candidate({ association: { groupId: GROUP, state: 'disassociating' } });
    expect(checkLeave(GROUP, [member, leaving])).toBeUndefined();
  });

  test.each<[string, Candidate, string]>([
    [
      'that nobody knows',
      candidate({ connection: undefined }),
      'Could not find Connection with ID dxcon-ffabcdef',
    ],
    ['that is deleted', inState('deleted'), 'Could not find Connection with ID dxcon-ffabcdef'],
    [
      'that is in no group',
      candidate(),
      `Connection dxcon-ffabcdef is not associated with Resiliency Group ${GROUP}`,
    ],
    [
      'that is in another group',
      candidate({ association: { groupId: OTHER, state: 'associated' } }),
      `Connection dxcon-ffabcdef is not associated with Resiliency Group ${GROUP}`,
    ],
  ])('but none with one %s', (_, wrong, message) => {
    expect(checkLeave(GROUP, [member, wrong])).toEqual(refusal(message));
  });

  test('before it can be deleted', () => {
    expect(checkEmpty(GROUP, 0)).toBeUndefined();
    expect(checkEmpty(GROUP, 1)).toEqual(
      refusal(
        `Resiliency Group ${GROUP} cannot be deleted until its connections are disassociated and out of it`,
      ),
    );
  });
});
