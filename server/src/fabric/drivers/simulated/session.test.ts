import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WantedInterface, WantedPeer } from '../../wanted-interface.ts';
import { announcementsOf } from './announcements.ts';
import {
  type Around,
  type CustomerWorld,
  isHeldUp,
  type SessionWorld,
  sessionOf,
  UNTOUCHED_CUSTOMER,
} from './session.ts';

type Vif = Pick<WantedInterface, 'id' | 'kind' | 'routeFilters'>;
const vif: Vif = { id: 'dxvif-fgabcdef', kind: 'private', routeFilters: [] };
const peer: WantedPeer = {
  id: 'dxpeer-fgabcdef',
  family: 'ipv4',
  amazonAddress: '169.254.1.1/29',
  customerAddress: '169.254.1.6/29',
  remoteAsn: 65000,
  sealedKey: 'v1.sealed',
  heldBy: null,
  prefixLimit: 2,
};
const session: SessionWorld = {
  answers: true,
  status: 'down',
  statusSince: 0,
  statusCause: '',
  idleMark: null,
  timer: null,
};
const around = (rest: Partial<Around> = {}): Around => ({
  blocked: undefined,
  router: UNTOUCHED_CUSTOMER,
  session,
  ...rest,
});
const router = (rest: Partial<CustomerWorld>) => around({ router: { ...UNTOUCHED_CUSTOMER, ...rest } });
const prefixes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    cidr: `10.0.${index}.0/24`,
    asPath: [],
    med: null,
    communities: [],
  }));

describe('a session', () => {
  test('comes up by itself when nothing stands against it', () => {
    expect(sessionOf(vif, peer, around())).toMatchObject({ status: 'up', cause: 'Established', idle: null });
  });

  test.each([
    ['no link', peer, around({ blocked: 'The port has no link' }), 'The port has no link'],
    ['a failover test', { ...peer, heldBy: 'test-1' }, around(), 'Held down by failover test test-1'],
    [
      'no answer yet',
      peer,
      around({ session: { ...session, answers: false } }),
      "The customer's router does not answer",
    ],
    ['silence', peer, router({ silenced: true }), "Hold timer expired: the customer's router is silent"],
    [
      'silence that BFD has noticed',
      peer,
      router({ silenced: true, bfd: true }),
      "BFD: the customer's router is silent",
    ],
    [
      'a change of the service’s own',
      peer,
      around({ session: { ...session, timer: 'interrupted', statusCause: 'changed' } }),
      'changed',
    ],
    ['a flap', peer, router({ fallen: true }), "The customer's router has closed the session"],
    [
      'a wrong key',
      peer,
      router({ wrongKey: true }),
      "Wrong MD5 key: the customer's router uses another one",
    ],
    [
      'a wrong ASN',
      peer,
      router({ wrongAsn: 65099 }),
      "Wrong ASN: the customer's router says 65099, 65000 is configured",
    ],
    [
      'too many prefixes',
      peer,
      router({ announcements: prefixes(3) }),
      'Idle: 3 prefixes announced, 2 accepted; announce fewer, then clear the session',
    ],
  ] as const)('is down for %s', (_, wanted, world, cause) => {
    expect(sessionOf(vif, wanted, world)).toMatchObject({ status: 'down', cause, announced: [] });
  });

  test('the right ASN is no wrong one, and as many prefixes as the limit are not too many', () => {
    expect(sessionOf(vif, peer, router({ wrongAsn: 65000 })).status).toBe('up');
    expect(sessionOf(vif, peer, router({ announcements: prefixes(2) })).status).toBe('up');
  });

  test('one prefix that is announced twice counts once', () => {
    const twice = [...prefixes(2), ...prefixes(2)];
    expect(sessionOf(vif, peer, router({ announcements: twice })).status).toBe('up');
  });

  test('prefixes of the other family do not count', () => {
    const other = { cidr: '2001:db8::/48', asPath: [], med: null, communities: [] };
    const { status, announced } = sessionOf(vif, peer, router({ announcements: [...prefixes(2), other] }));
    expect([status, announced.length]).toEqual(['up', 2]);
  });
});

describe('a session whose router is silent', () => {
  const silent = (rest: Partial<SessionWorld>, more: Partial<Around> = {}) => ({
    ...router({ silenced: true }),
    session: { ...session, status: 'up', timer: 'holding', ...rest } as const,
    ...more,
  });

  test.each([
    ['in its hold time', peer, silent({}), true],
    ['in the time of BFD', peer, silent({ timer: 'detecting' }), true],
    ['after that', peer, silent({ timer: null }), false],
    ['that was down', peer, silent({ status: 'down' }), false],
    ['without a link', peer, silent({}, { blocked: 'The port has no link' }), false],
    ['in a failover test', { ...peer, heldBy: 'test-1' }, silent({}), false],
    ['that speaks again', peer, { ...silent({}), router: UNTOUCHED_CUSTOMER }, false],
    ['and that a change has interrupted', peer, silent({ timer: 'interrupted' }), false],
  ] as const)('%s: it stands %#', (_, wanted, world, stands) => {
    expect(isHeldUp(wanted, world)).toBe(stands);
  });
});

describe('too many prefixes', () => {
  const step = (mark: number | null, count: number, clearedAt: number | null, blocked?: string) =>
    sessionOf(vif, peer, {
      blocked,
      router: { ...UNTOUCHED_CUSTOMER, announcements: prefixes(count), clearedAt },
      session: { ...session, idleMark: mark },
    });

  test.each([
    // idle since no clearing at all
    ['over the limit', null, 3, null, 'down', 0],
    ['still over it', 0, 3, null, 'down', 0],
    ['fewer, not cleared', 0, 1, null, 'down', 0],
    ['cleared, still over it', 0, 3, 500, 'down', 500],
    ['fewer after that, not cleared again', 500, 1, 500, 'down', 500],
    ['fewer and cleared', 500, 1, 900, 'up', null],
    ['once up, it stays up', null, 1, 900, 'up', null],
  ] as const)('%s', (_, mark, count, clearedAt, status, idle) => {
    expect(step(mark, count, clearedAt)).toMatchObject({ status, idle });
  });

  test('a link that falls meanwhile does not clear it', () => {
    expect(step(0, 1, null, 'The port has no link')).toMatchObject({
      cause: 'The port has no link',
      idle: 0,
    });
  });
});

describe('announcements', () => {
  test('the standard is one network a family, made from the id, in canonical form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^dxvif-[a-z0-9]{8}$/), (id) => {
        const of = (family: 'ipv4' | 'ipv6') =>
          announcementsOf({ ...vif, id }, { ...peer, family }, null).map(({ cidr }) => cidr);
        const [v4 = '', ...more4] = of('ipv4');
        const [v6 = '', ...more6] = of('ipv6');
        expect([more4, more6]).toEqual([[], []]);
        const [, second, third] = /^172\.(\d+)\.(\d+)\.0\/24$/.exec(v4) ?? [];
        expect(Number(second)).toBeGreaterThanOrEqual(16);
        expect(Number(second)).toBeLessThan(32);
        expect(Number(third)).toBeLessThan(256);
        expect(v6).toMatch(/^fd[\da-f]{2}(:[1-9a-f][\da-f]{0,3}){3}::\/64$/);
        expect(of('ipv4')).toEqual([v4]);
      }),
    );
  });

  test('ids that differ little have different networks', () => {
    const cidrs = Array.from({ length: 36 }, (_, index) =>
      announcementsOf({ ...vif, id: `dxvif-fgabcde${index.toString(36)}` }, peer, null),
    );
    expect(new Set(cidrs.map(([one]) => one?.cidr)).size).toBeGreaterThan(34);
  });

  test('a public one announces its approved prefixes', () => {
    const open: Vif = { id: 'x', kind: 'public', routeFilters: ['192.0.2.0/24', '2001:db8::/48'] };
    expect(announcementsOf(open, peer, null)).toMatchObject([{ cidr: '192.0.2.0/24', asPath: [65000] }]);
  });

  test.each([
    [[], [65000]],
    [[65000], [65000]],
    [
      [65000, 65000],
      [65000, 65000],
    ],
    [[64999], [65000, 64999]],
  ])('an AS path %j is sent as %j', (asPath, sent) => {
    const told = [{ cidr: '10.0.0.0/8', asPath, med: 5, communities: ['7224:7300'] }];
    expect(announcementsOf(vif, peer, told)).toEqual([
      { cidr: '10.0.0.0/8', asPath: sent, med: 5, communities: ['7224:7300'] },
    ]);
  });
});

test('up means: linked, wanted, answered, right, within the limit and not idle; down announces nothing', () => {
  const worlds = fc.record({
    blocked: fc.constantFrom(undefined, 'The port has no link'),
    router: fc.record({
      silenced: fc.boolean(),
      bfd: fc.boolean(),
      fallen: fc.boolean(),
      wrongKey: fc.boolean(),
      wrongAsn: fc.constantFrom(null, 65000, 65001),
      announcements: fc.constantFrom(null, prefixes(2), prefixes(3)),
      clearedAt: fc.constantFrom(null, 500),
    }),
    session: fc.record({
      answers: fc.boolean(),
      status: fc.constantFrom('up' as const, 'down' as const),
      statusSince: fc.constant(0),
      statusCause: fc.constant('changed'),
      timer: fc.constantFrom(null, 'holding' as const, 'detecting' as const, 'interrupted' as const),
      idleMark: fc.constantFrom(null, 0, 500),
    }),
  });
  const peers = fc.constantFrom(peer, { ...peer, heldBy: 'test-1' });
  fc.assert(
    fc.property(worlds, peers, (world, wanted) => {
      const { status, announced, idle } = sessionOf(vif, wanted, world);
      const { blocked, router: r, session: s } = world;
      const faults = [
        r.silenced,
        r.fallen,
        r.wrongKey,
        r.wrongAsn === 65001,
        !s.answers,
        s.timer === 'interrupted',
      ];
      const over = (r.announcements?.length ?? 1) > 2;
      const well = blocked === undefined && wanted.heldBy === null && !faults.includes(true) && !over;
      const stuck = s.idleMark === (r.clearedAt ?? 0);
      expect(status).toBe(well && !stuck ? 'up' : 'down');
      expect(announced.length > 0).toBe(status === 'up');
      // Idle are those that were, and those that announce too many now.
      const idles =
        stuck || (over && blocked === undefined && wanted.heldBy === null && !faults.includes(true));
      expect(idle).toBe(idles ? (r.clearedAt ?? 0) : null);
    }),
  );
});
