import type { LetterContent, LetterPort } from '../domain/loa/content.ts';
import { account } from '../store/queries/accounts.ts';
import { location } from '../store/queries/inventory.ts';
import type { Reader } from '../store/store.ts';
import type { AccountRow } from '../store/tables/accounts.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import type { LetterRow } from '../store/tables/paperwork.ts';
import { portPlace } from './port-place.ts';

/** A connection and the letter that counts for it. */
export interface Lettered {
  readonly connection: ConnectionRow;
  readonly letter: LetterRow;
}

/** Whose name stands on letters, and where their links lead (no slash at the end). */
export interface Letterhead {
  readonly operatorName: string;
  readonly publicUrl: string;
}

/** Gathers what a letter says: one port, or all ports of a LAG, at one facility. */
export async function letterContent(
  reader: Reader,
  head: Letterhead,
  lettered: readonly [Lettered, ...Lettered[]],
): Promise<LetterContent> {
  const [{ connection, letter }] = lettered;
  const [customer, site, ports] = await Promise.all([
    account(reader, connection.account),
    location(reader, connection.region, connection.location),
    Promise.all(lettered.map((each) => letterPort(reader, head, each))),
  ]);
  const { account: id, region, location: code } = connection;
  const { name, address } = site ?? { name: code, address: null };
  return {
    operator: head.operatorName,
    customer: { name: nameOf(customer, id), account: id },
    provider: letter.providerName,
    facility: { name, address, code, region },
    issuedAt: letter.issuedAt,
    expiresAt: Math.min(...lettered.map((each) => each.letter.expiresAt)),
    ports,
  };
}

async function letterPort(
  reader: Reader,
  head: Letterhead,
  { connection, letter }: Lettered,
): Promise<LetterPort> {
  const place = await portPlace(reader, connection);
  if (place === undefined) throw new Error(`${connection.id} has a letter and no port`);
  return {
    ...place,
    reference: letter.id,
    link: `${head.publicUrl}/letters/${letter.token}`,
    connectionId: connection.id,
    connectionName: connection.name,
    port: String(place.number),
    speed: connection.bandwidth,
  };
}

/** The company, else the name that the account was given; one that nobody named has its number. */
function nameOf(customer: AccountRow | undefined, id: string): string {
  return customer?.company ?? customer?.name ?? id;
}
