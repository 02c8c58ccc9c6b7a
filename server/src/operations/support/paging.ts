import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { ServiceFault } from '../../domain/fault.ts';
import type { OperationName } from '../../model/types.gen.ts';
import { type After, type Look, type PageWish, START } from '../../store/look.ts';

/** More than 100 is treated as 100 [M]; a page without `maxResults` has 100 (GUESS #36b). */
const PAGE_MAX = 100;

/** Lists that are the same in every Region (guesses #56). */
const GLOBAL: readonly OperationName[] = [
  'DescribeDirectConnectGateways',
  'DescribeDirectConnectGatewayAssociations',
  'DescribeDirectConnectGatewayAssociationProposals',
  'DescribeDirectConnectGatewayAttachments',
];

interface PageInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** A page of one list: of an operation, an account, and a Region unless it is global. */
export interface Page extends PageWish {
  readonly list: string;
}

/**
 * The page that a request asks for, one row longer than it will be, so that one sees whether another follows.
 *
 * @throws ServiceFault for a `maxResults` below 1 or a token that this list did not give (GUESS #22)
 */
export function pageOf(operation: OperationName, input: PageInput, look: Look): Page {
  const { maxResults, nextToken } = input;
  if (maxResults !== undefined && maxResults < 1) {
    throw new ServiceFault(
      'DirectConnectClientException',
      `maxResults ${maxResults} is not valid: 1 to ${PAGE_MAX}`,
    );
  }
  const limit = Math.min(maxResults ?? PAGE_MAX, PAGE_MAX) + 1;
  const list = `${operation} ${look.account} ${GLOBAL.includes(operation) ? '' : look.region}`;
  return { list, limit, after: nextToken === undefined ? START : rowAt(placeOf(list, nextToken)) };
}

/** The rows of the page, and the token of the next one; absent on the last page (guesses #21). */
export function cut<R extends After>(
  rows: readonly R[],
  page: Page,
): { readonly rows: readonly R[]; readonly next: { readonly nextToken?: string } } {
  if (rows.length < page.limit) return { rows, next: {} };
  const kept = rows.slice(0, page.limit - 1);
  const last = kept.at(-1);
  return { rows: kept, next: last === undefined ? {} : { nextToken: tokenAfter(page, last) } };
}

/** Names a row that the next page begins after. */
export function tokenAfter({ list }: Page, { seq, id }: After): string {
  return tokenOf(list, `${seq} ${id}`);
}

function rowAt(place: string): After {
  const [, seq, id] = /^(\d{1,16}) ([\w-]+)$/.exec(place) ?? [];
  if (seq === undefined || id === undefined) throw strangeToken();
  return { seq: Number(seq), id };
}

/** Names a place in a list, for this list alone. */
export function tokenOf(list: string, place: string): string {
  return Buffer.from(`${markOf(list)} ${place}`).toString('base64url');
}

/** @throws ServiceFault for a token that another list gave, or nobody (GUESS #22) */
export function placeOf(list: string, token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  const mark = `${markOf(list)} `;
  if (!text.startsWith(mark)) throw strangeToken();
  return text.slice(mark.length);
}

/** Tells lists apart; nobody is kept from anything by it. */
function markOf(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 12);
}

/** A token that this list did not give (GUESS #22). */
export function strangeToken(): ServiceFault {
  return new ServiceFault(
    'DirectConnectClientException',
    'nextToken is not valid: use the one of the page before',
  );
}
