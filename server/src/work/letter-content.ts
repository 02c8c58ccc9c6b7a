import type { LetterContent, LetterPort } from '../domain/loa/content.ts';
import { account } from '../store/queries/accounts.ts';
import { device, location, port } from '../store/queries/inventory.ts';
import type { Reader } from '../store/store.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import type { LetterRow } from '../store/tables/paperwork.ts';

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
  return {
    operator: head.operatorName,
    customer: {
      name: customer?.company ?? customer?.name ?? `Account ${connection.account}`,
      account: connection.account,
    },
    provider: letter.providerName,
    facility: {
      name: site?.name ?? connection.location,
      code: connection.location,
      address: site?.address ?? null,
      region: connection.region,
    },
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
  const deviceId = connection.deviceId ?? '';
  const number = connection.portNumber ?? 0;
  const [on, at] = await Promise.all([device(reader, deviceId), port(reader, deviceId, number)]);
  return {
    reference: letter.id,
    link: `${head.publicUrl}/letters/${letter.token}`,
    connectionId: connection.id,
    connectionName: connection.name,
    device: deviceId,
    rack: on?.rack ?? '',
    panel: on?.panel ?? '',
    panelPosition: at?.panelPosition ?? '',
    port: String(number),
    speed: connection.bandwidth,
    medium: at?.medium ?? '',
    connector: at?.connector ?? '',
  };
}
