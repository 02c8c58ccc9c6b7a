// Virtual private and transit gateways of others where none is assumed: as unknown ones. A lab takes whatever it does not
// know as the caller's, so a lab's world goes on here on a server that does not.
import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { type Holdings, newHoldings } from '../support/holdings.ts';
import { useServer } from '../support/server.ts';
import { type Snapshot, snapshotOf } from '../support/snapshot.ts';
import { DECLARED_TRIES, differencesAt } from './tries.testing.ts';

describe('a gateway of EC2', () => {
  const env = { CROSSCONNECT_SECRET_KEY: randomBytes(32).toString('base64') };
  const lab = useServer({ env });
  const server = useServer({ env, flags: ['--assume-gateways', 'off'] });
  let mine: Holdings;
  let theirs: Holdings;
  let elsewhere: Holdings;
  let before: Snapshot;

  beforeAll(async () => {
    const account = newAccount();
    mine = await newHoldings(lab, { account });
    theirs = await newHoldings(lab);
    elsewhere = await newHoldings(lab, { account, region: 'eu-central-1' });
    const { body } = await lab.operator('GET', '/snapshot');
    const { status } = await server.operator('POST', '/restore', body);
    if (status !== 200) throw new Error(`the lab's world cannot go on here: ${status}`);
    before = await snapshotOf(server, mine, theirs, elsewhere);
  });

  test('there is something to try', () => {
    expect(DECLARED_TRIES.length).toBeGreaterThan(5);
  });

  test('of another account: as unknown', async () => {
    expect(await differencesAt(server, DECLARED_TRIES, mine, theirs)).toEqual([]);
  });

  test('of the same account in another Region: as unknown', async () => {
    // Associations are global: one's own is found by its gateway from everywhere (guesses #56).
    const regional = DECLARED_TRIES.filter(({ operation }) => !/Delete|Describe/.test(operation));
    expect(await differencesAt(server, regional, mine, elsewhere)).toEqual([]);
  });

  test('nothing was changed by trying', async () => {
    expect(await snapshotOf(server, mine, theirs, elsewhere)).toEqual(before);
  });
});
