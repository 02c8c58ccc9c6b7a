// Whatever an operation takes by its id or ARN: somebody else's answers as one that does not exist, across accounts and
// Regions. The operations come from the table, so that one that is added is covered.
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATION_NAMES, type OperationName } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { GLOBAL_THINGS, type Holdings, newHoldings, type Thing } from '../support/holdings.ts';
import { useServer } from '../support/server.ts';
import { type Snapshot, snapshotOf } from '../support/snapshot.ts';
import { DECLARED_TRIES, type Differing, differencesAt, TRIES, type Try } from './tries.testing.ts';

describe('somebody else’s', () => {
  const server = useServer();
  let mine: Holdings;
  let theirs: Holdings;
  let elsewhere: Holdings;
  let customer: Holdings;
  let before: Snapshot;

  beforeAll(async () => {
    const account = newAccount();
    customer = await newHoldings(server);
    mine = await newHoldings(server, { account, customer: customer.account });
    theirs = await newHoldings(server);
    elsewhere = await newHoldings(server, { account, region: 'eu-central-1' });
    before = await snapshotOf(server, mine, theirs, elsewhere, customer);
  });

  const differences = (...of: Differing) => differencesAt(server, ...of);

  test('every operation is tried, but for those that name nothing', () => {
    const tried = new Set([...TRIES, ...DECLARED_TRIES].map(({ operation }) => operation));
    expect(OPERATION_NAMES.filter((operation) => !tried.has(operation))).toEqual(NAMELESS);
    expect(TRIES.length).toBeGreaterThan(140);
  });

  test('of another account: as unknown', async () => {
    expect(await differences(TRIES, mine, theirs)).toEqual([]);
  });

  test('of another account, in an ARN that names the caller: as unknown', async () => {
    const withArn = TRIES.filter(({ thing }) => thing.endsWith('Arn'));
    const claimed = (arn: string) => arn.replace(theirs.account, mine.account);
    expect(await differences(withArn, mine, theirs, claimed)).toEqual([]);
  });

  test('of the same account in another Region: as unknown, but for what an ARN reaches', async () => {
    const here = TRIES.filter((one) => !reachesAcross(one));
    expect(await differences(here, mine, elsewhere)).toEqual([]);
    const across = TRIES.filter(reachesAcross).map(({ operation }) => operation);
    expect(new Set(across)).toEqual(new Set(REGIONLESS));
  });

  test('in its Region, under another Region’s ARN: as unknown', async () => {
    const named = TRIES.filter(({ thing }) => thing === 'connectionArn' || thing === 'lagArn');
    const moved = (arn: string) => arn.replace('us-east-1', 'eu-central-1');
    const here = named.filter((one) => !reachesAcross(one));
    expect(await differences(here, mine, theirs, moved)).toEqual([]);
  });

  test('between a partner and its customer: as unknown, but for what one has given to the other', async () => {
    const given = TRIES.filter(({ thing }) => GIVEN.includes(thing));
    const reached = given.filter(({ operation, thing }) => GIVER_REACHES[thing]?.includes(operation));
    const unreached = given.filter((one) => !reached.includes(one) && !isTold(one));
    expect(await differences(unreached, mine, mine)).toEqual([]);
    const others = TRIES.filter(({ thing }) => !GIVEN.includes(thing));
    expect(await differences(others, mine, customer)).toEqual([]);
    expect(await differences(others, customer, mine)).toEqual([]);
  });

  test('and what one has given is really reached by the giver', async () => {
    for (const thing of GIVEN) {
      const reaching = TRIES.filter(
        (one) => one.thing === thing && GIVER_REACHES[thing]?.includes(one.operation),
      );
      expect(reaching.map(({ operation }) => operation)).toEqual(GIVER_REACHES[thing]);
      const known = reaching.filter(({ operation }) => !CHANGING.includes(operation));
      expect(await differences(known, mine, mine)).toHaveLength(known.length);
    }
  });

  test('and what is its new owner’s alone says so to the giver, who sees it', async () => {
    const told = TRIES.filter(isTold);
    expect(told.map(({ operation }) => operation)).toEqual(OWNERS_ALONE);
    const differing = await differences(told, mine, mine);
    expect(differing).toHaveLength(told.length);
    for (const one of differing) expect(one).toContain('belongs to another account: only its owner can');
  });

  test('nothing was changed by trying', async () => {
    expect(await snapshotOf(server, mine, theirs, elsewhere, customer)).toEqual(before);
  });
});

/**
 * What a Region's endpoint reaches in others: groups have no Region in their ARN [M26]; a group takes one's own
 * connections of other Regions by their ARNs (GUESS, fidelity 11.2b); Direct Connect gateways and all that is between
 * them and others are global (guesses #56).
 */
function reachesAcross({ leaf, thing }: Try): boolean {
  if (GLOBAL_THINGS.includes(thing) || leaf.name === 'associatedGatewayId') return true;
  return leaf.name === 'connectionIdentifiers' && thing === 'connectionArn';
}

const REGIONLESS: readonly OperationName[] = [
  'AcceptDirectConnectGatewayAssociationProposal',
  'ConfirmPrivateVirtualInterface',
  'ConfirmTransitVirtualInterface',
  'CreatePrivateVirtualInterface',
  'CreateDirectConnectGatewayAssociation',
  'CreateDirectConnectGatewayAssociationProposal',
  'CreateTransitVirtualInterface',
  'DeleteDirectConnectGateway',
  'DeleteDirectConnectGatewayAssociation',
  'DeleteDirectConnectGatewayAssociationProposal',
  'DescribeDirectConnectGatewayAssociationProposals',
  'DescribeDirectConnectGatewayAssociations',
  'DescribeDirectConnectGatewayAttachments',
  'DescribeDirectConnectGateways',
  'UpdateDirectConnectGateway',
  'UpdateDirectConnectGatewayAssociation',
  'AssociateConnectionsToResiliencyGroup',
  'DescribeTags',
  'DisassociateConnectionsFromResiliencyGroup',
  'TagResource',
  'UntagResource',
];

/** Operations that take no id of anything: `server/test/isolation/lists.test.ts` looks at those that list. */
const NAMELESS: readonly OperationName[] = [
  'ConfirmCustomerAgreement',
  'CreateDirectConnectGateway',
  'CreateResiliencyGroup',
  'DescribeCustomerMetadata',
  'DescribeLocations',
  'DescribeVirtualGateways',
  'ListResiliencyGroups',
];

/** What an account has given to another one. */
const GIVEN: readonly Thing[] = ['hosted', 'lent'];

/**
 * What the giver may still do with it: with a hosted connection what the guide says [UG23][M]; with a virtual interface what
 * the owner of its connection may (fidelity 1.5).
 */
const GIVER_REACHES: { readonly [T in Thing]?: readonly OperationName[] } = {
  hosted: ['AssociateHostedConnection', 'DeleteConnection', 'DescribeHostedConnections'],
  lent: [
    'AssociateVirtualInterface',
    'DeleteVirtualInterface',
    'DescribeRouterConfiguration',
    'DescribeVirtualInterfaces',
    'UpdateVirtualInterfaceAttributes',
  ],
};

/** What the owner of a connection is told not to do with the virtual interface that it has given away (GUESS #25). */
const OWNERS_ALONE: readonly OperationName[] = [
  'ConfirmPrivateVirtualInterface',
  'ConfirmPublicVirtualInterface',
  'ConfirmTransitVirtualInterface',
  'CreateBGPPeer',
  'DeleteBGPPeer',
  'ListVirtualInterfaceRoutes',
  'StartBgpFailoverTest',
  'StopBgpFailoverTest',
];

const isTold = ({ operation, thing }: Try) => thing === 'lent' && OWNERS_ALONE.includes(operation);

/** Those of them that would change it. */
const CHANGING: readonly OperationName[] = [
  'AssociateHostedConnection',
  'DeleteConnection',
  'DeleteVirtualInterface',
];
