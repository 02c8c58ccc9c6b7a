import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Contract, readContract, shapeOf } from '../../scripts/gen/contract.ts';
import { BLOB_MEMBERS, OPERATIONS, TIMESTAMP_MEMBERS } from '../src/model/operations.gen.ts';
import { MEMBER_DEPTH_MAX } from '../src/model/validate.ts';
import { enumsOfSdk, factsOfSdk, memberFact, operationFact } from './sdk-facts.testing.ts';

const contract = readContract(join(import.meta.dirname, '../..'));

/** What the contract of November 2026 has beyond the SDK 3.1048.0. A newer SDK makes this shorter. */
const SDK_LACKS = {
  operations: [
    'AssociateConnectionsToResiliencyGroup',
    'CreateResiliencyGroup',
    'DeleteResiliencyGroup',
    'DisassociateConnectionsFromResiliencyGroup',
    'GetResiliencyGroup',
    'ListResiliencyGroupAssociations',
    'ListResiliencyGroups',
    'ListVirtualInterfaceRoutes',
    'UpdateConnectionsBillingMode',
    'UpdateResiliencyGroup',
  ],
  /** Members of structures that it has. */
  members: {
    Connection: [
      'billingMode',
      'prefixPoolSizeIpv4',
      'prefixPoolSizeIpv6',
      'prefixPoolUnallocatedCountIpv4',
      'prefixPoolUnallocatedCountIpv6',
      'rateLimiterStatus',
    ],
    CreateConnectionRequest: ['billingMode'],
    CreateLagRequest: ['billingMode'],
    DirectConnectGateway: ['totalPrefixPoolAllocations'],
    Lag: [
      'billingMode',
      'prefixPoolSizeIpv4',
      'prefixPoolSizeIpv6',
      'prefixPoolUnallocatedCountIpv4',
      'prefixPoolUnallocatedCountIpv6',
      'rateLimiterStatus',
    ],
    Location: ['availableBillingModes'],
    NewPrivateVirtualInterface: ['prefixPoolAllocatedCountIpv4', 'prefixPoolAllocatedCountIpv6', 'rateLimit'],
    NewPrivateVirtualInterfaceAllocation: ['rateLimit'],
    NewPublicVirtualInterface: ['rateLimit'],
    NewPublicVirtualInterfaceAllocation: ['rateLimit'],
    NewTransitVirtualInterface: ['prefixPoolAllocatedCountIpv4', 'prefixPoolAllocatedCountIpv6', 'rateLimit'],
    NewTransitVirtualInterfaceAllocation: ['rateLimit'],
    UpdateVirtualInterfaceAttributesRequest: [
      'prefixPoolAllocatedCountIpv4',
      'prefixPoolAllocatedCountIpv6',
      'rateLimit',
    ],
    VirtualInterface: ['prefixPoolAllocatedCountIpv4', 'prefixPoolAllocatedCountIpv6', 'rateLimit'],
  },
  enums: [
    'AsPathType',
    'BillingMode',
    'RequestBillingMode',
    'ResiliencyGroupAssociationState',
    'ResiliencyGroupState',
    'ResiliencyGroupType',
    'ResiliencyModel',
    'RouteDirection',
  ],
};

describe('the contract and the installed SDK', () => {
  const ours = factsOfContract(contract);
  const theirs = factsOfSdk();
  const lacking = [...ours].filter((fact) => !theirs.has(fact));
  const structuresOf = (facts: Iterable<string>): Set<string> => new Set([...facts].flatMap(structureOf));

  test('all that the SDK knows is in the contract, with the same types and the same required members', () => {
    expect(theirs.size).toBeGreaterThan(400);
    expect([...theirs].filter((fact) => !ours.has(fact))).toEqual([]);
  });

  test('the SDK lacks exactly the listed operations', () => {
    const names = lacking.flatMap((fact) => /^(\w+)\(/.exec(fact)?.[1] ?? []);
    expect(names.toSorted()).toEqual(SDK_LACKS.operations);
  });

  test('the SDK lacks exactly the listed members of the structures that it has', () => {
    const known = structuresOf(theirs);
    const members = lacking.filter((fact) => structureOf(fact).some((name) => known.has(name)));
    const listed = Object.entries(SDK_LACKS.members).flatMap(([name, list]) =>
      list.map((m) => `${name}.${m}`),
    );
    expect(members.map((fact) => fact.split(':')[0])).toHaveLength(listed.length);
    expect(new Set(members.map((fact) => fact.split(':')[0]))).toEqual(new Set(listed));
  });

  test('enums have the same values, except where the contract says why not', () => {
    const sdkEnums = enumsOfSdk();
    const own = Object.entries(contract.shapes).filter(([, shape]) => shape.enum !== undefined);
    const differing = own.filter(([name, { enum: values = [] }]) => {
      return sdkEnums.get(name)?.join() !== values.toSorted().join();
    });
    const unexplained = differing.filter(([, shape]) => shape.differs === undefined).map(([name]) => name);
    expect(unexplained).toEqual(SDK_LACKS.enums);
    expect([...sdkEnums.keys()].filter((name) => contract.shapes[name]?.enum === undefined)).toEqual([]);
  });
});

describe('the contract itself', () => {
  test('has the 73 operations of November 2026', () => {
    expect(Object.keys(OPERATIONS)).toHaveLength(73);
    expect(Object.keys(OPERATIONS)).toEqual(Object.keys(contract.operations));
  });

  test('departs from the service model in these shapes alone, each with its source', () => {
    const departing = Object.entries(contract.shapes).filter(([, shape]) => shape.differs !== undefined);
    expect(departing.filter(([, shape]) => shape.source === undefined)).toEqual([]);
    expect(departing.map(([name]) => name)).toMatchInlineSnapshot(`
      [
        "ASN",
        "ConnectionName",
        "DirectConnectGatewayAttachmentType",
        "DirectConnectGatewayName",
        "InterconnectName",
        "LagName",
        "LocationCode",
        "OwnerAccount",
        "PrefixPoolAllocatedCount",
        "ProviderName",
        "RequestEncryptionMode",
        "ResiliencyGroupId",
        "TestDuration",
        "VLAN",
        "VirtualInterfaceName",
      ]
    `);
  });

  test('no input nests deeper than validation looks for nulls', () => {
    const inputs = Object.values(contract.operations).flatMap(({ input }) => input ?? []);
    expect(Math.max(...inputs.map((name) => depthOf(name)))).toBeLessThanOrEqual(MEMBER_DEPTH_MAX);
  });

  test('timestamps and blobs are those of the SDK', () => {
    const ofType = (type: string): string[] =>
      [...factsOfSdk()].flatMap((fact) => new RegExp(`\\.(\\w+): ${type}$`).exec(fact)?.[1] ?? []);
    expect(new Set([...ofType('timestamp'), 'routeInstalledAt'])).toEqual(TIMESTAMP_MEMBERS);
    expect(new Set(ofType('blob'))).toEqual(BLOB_MEMBERS);
  });
});

function structureOf(fact: string): string[] {
  const name = /^(\w+)\./.exec(fact)?.[1];
  return name === undefined ? [] : [name];
}

function depthOf(name: string): number {
  const shape = shapeOf(contract, name);
  if (shape.type === 'list') return 1 + depthOf(shape.member ?? '');
  if (shape.type !== 'structure') return 0;
  return 1 + Math.max(0, ...Object.values(shape.members ?? {}).map((member) => depthOf(member)));
}

function factsOfContract(from: Contract): ReadonlySet<string> {
  const facts = new Set<string>();
  const visit = (name: string): string => {
    const shape = shapeOf(from, name);
    if (shape.type === 'list') return `list of ${visit(shape.member ?? '')}`;
    if (shape.type === 'integer' || shape.type === 'long') return 'number';
    if (shape.type !== 'structure') return shape.type;
    for (const [member, target] of Object.entries(shape.members ?? {})) {
      facts.add(memberFact(name, member, visit(target), shape.required?.includes(member) ?? false));
    }
    return name;
  };
  for (const [name, spec] of Object.entries(from.operations)) {
    const input = spec.input === undefined ? '' : visit(spec.input);
    facts.add(operationFact(name, input, visit(spec.output)));
  }
  return facts;
}
