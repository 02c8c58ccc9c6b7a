import { type Look, merged, type PageWish } from '../look.ts';
import { rowsOf } from '../table.ts';
import { type ProposalRow, proposals } from '../tables/gateways.ts';

/** Both sides see a proposal. */
const SEEN = '(gateway_account = ? or associated_account = ?)';
const AFTER = '(seq, id) > (?, ?) order by seq, id limit ?';

const SEEN_BY_ID = rowsOf(proposals, `where id = ? and ${SEEN}`);
const RECEIVED = rowsOf(proposals, `where gateway_account = ? and ${AFTER}`);
const MADE = rowsOf(
  proposals,
  `where associated_account = ? and gateway_account <> associated_account and ${AFTER}`,
);
const ON_GATEWAY = rowsOf(proposals, `where direct_connect_gateway_id = ? and ${SEEN} and ${AFTER}`);
const FOR = rowsOf(proposals, `where associated_id = ? and ${SEEN} and ${AFTER}`);
const OF_PAIR = rowsOf(
  proposals,
  `where direct_connect_gateway_id = ? and associated_id = ? and ${SEEN} and ${AFTER}`,
);

/** Which proposals are asked for; all that the account sees where nothing is said. */
export interface ProposalFilter {
  readonly gatewayId?: string | undefined;
  readonly associatedId?: string | undefined;
}

/** A proposal that the account sees: it made or received it. */
export function seenProposal({ reader, account }: Look, id: string): Promise<ProposalRow | undefined> {
  return reader.one(SEEN_BY_ID, id, account, account);
}

/** Proposals that the account has made or received, oldest first. */
export async function proposalsPage(
  { reader, account }: Look,
  { gatewayId, associatedId }: ProposalFilter,
  page: PageWish,
): Promise<readonly ProposalRow[]> {
  const after = [page.after.seq, page.after.id, page.limit] as const;
  if (gatewayId !== undefined && associatedId !== undefined) {
    return reader.all(OF_PAIR, gatewayId, associatedId, account, account, ...after);
  }
  if (gatewayId !== undefined) return reader.all(ON_GATEWAY, gatewayId, account, account, ...after);
  if (associatedId !== undefined) return reader.all(FOR, associatedId, account, account, ...after);
  const [received, made] = await Promise.all([
    reader.all(RECEIVED, account, ...after),
    reader.all(MADE, account, ...after),
  ]);
  return merged(received, made, page);
}
