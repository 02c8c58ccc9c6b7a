// Whatever an operation takes by its id or ARN: somebody else's answers as one that does not exist, across accounts and
// Regions. The operations come from the table, so that one that is added is covered.
import { beforeAll, describe, expect, test } from 'vitest';
import type { OperationName } from '../../src/model/types.gen.ts';
import { newAccount } from '../support/accounts.ts';
import { GLOBAL_THINGS, type Holdings, newHoldings, type Thing } from '../support/holdings.ts';
import { type QuickAnswer, quickCall } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { idMemberOf, IMPLEMENTED, type Leaf, leavesOf, put, validInput } from '../support/valid-inputs.ts';
import { type Snapshot, snapshotOf } from '../support/snapshot.ts';

/** One try: a member of an operation, and the kind of thing of somebody else's that is put there. */
interface Try {
  readonly operation: OperationName;
  readonly leaf: Leaf;
  readonly thing: Thing;
}

/** The virtual interface that waits is a private one: the gateway beside it is not looked at. */
const UNREACHED = ['ConfirmTransitVirtualInterface.directConnectGatewayId'];

const TRIES: readonly Try[] = IMPLEMENTED.flatMap((operation) =>
  leavesOf(operation).flatMap((leaf) =>
    (UNREACHED.includes(`${operation}.${leaf.path}`) ? [] : (idMemberOf(leaf)?.tried ?? [])).map((thing) => ({
      operation,
      leaf,
      thing,
    })),
  ),
);

const nameOf = ({ operation, leaf, thing }: Try) => `${operation}.${leaf.path} ← ${thing}`;

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The same id with other characters: well formed, and nobody's. */
function twinOf(id: string): string {
  const other = (text: string) => text.replaceAll(/[a-z0-9]/g, (one) => (/\d/.test(one) ? 'q' : '7'));
  if (id.includes(':secret:')) return id.replace(/[0-9a-f]{64}-\w+$/, other);
  if (UUID.test(id))
    return id.replace(UUID, (uuid) => uuid.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10)));
  if (id.startsWith('vgw-')) return id.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10));
  return id.replace(
    /(dx(?:con|lag|rg|vif|peer)-)(\w+)$/,
    (_, prefix: string, rest: string) => prefix + other(rest),
  );
}

/** What a caller sees of an answer, with the id left out. */
function withoutId({ status, text }: QuickAnswer, id: string): string {
  const bare = id.replace(/^arn:.*[/]/, '');
  return `${status} ${text.replaceAll(id, '<id>').replaceAll(bare, '<id>')}`;
}

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

  const ask = (one: Try, caller: Holdings, id: string) => {
    const input = validInput(one.operation, caller, [one.leaf.path]);
    put(input, one.leaf.path, id);
    return quickCall(server.endpoint, caller, one.operation, input);
  };

  /** The tries in which their thing does not answer as an unknown one, or in which the id was not reached at all. */
  async function differences(tries: readonly Try[], caller: Holdings, owner: Holdings, arnOf = asItIs) {
    const found: string[] = [];
    for (const one of tries) {
      const id = arnOf(owner.things[one.thing]);
      const twin = twinOf(id);
      expect(twin).not.toBe(id);
      const [answer, unknown] = [await ask(one, caller, id), await ask(one, caller, twin)];
      const [seen, wanted] = [withoutId(answer, id), withoutId(unknown, twin)];
      if (seen !== wanted) found.push(`${nameOf(one)}: ${seen} but ${wanted}`);
      else if (unknown.status !== 200 && !unknown.message.includes(twin))
        found.push(`${nameOf(one)}: ${wanted}`);
    }
    return found;
  }

  const asItIs = (id: string) => id;

  test('there is something to try', () => {
    expect(new Set(TRIES.map(({ operation }) => operation)).size).toBeGreaterThan(30);
    expect(TRIES.length).toBeGreaterThan(90);
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

  test('between a partner and its customer: as unknown, but for the hosted connection between them', async () => {
    const given = TRIES.filter(({ thing }) => thing === 'hosted');
    const reached = given.filter(({ operation, leaf }) => PARTNER_REACHES[operation] === leaf.path);
    expect(reached.map(({ operation }) => operation)).toEqual(Object.keys(PARTNER_REACHES));
    const unreached = given.filter((one) => !reached.includes(one));
    expect(await differences(unreached, mine, mine)).toEqual([]);
    const others = TRIES.filter(({ thing }) => thing !== 'hosted');
    expect(await differences(others, mine, customer)).toEqual([]);
    expect(await differences(others, customer, mine)).toEqual([]);
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

/** What a partner may do with a hosted connection that it has allocated [UG23][M]; the last has its own text [TFI#43499]. */
const PARTNER_REACHES: { readonly [N in OperationName]?: string } = {
  AssociateHostedConnection: 'connectionId',
  DeleteConnection: 'connectionId',
  DescribeHostedConnections: 'connectionId',
};
