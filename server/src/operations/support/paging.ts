import { Buffer } from 'node:buffer';
import { ServiceFault } from '../../domain/fault.ts';
import { type After, type PageWish, START } from '../../store/look.ts';

/** More than 100 is treated as 100 [M]; a page without `maxResults` has 100 (GUESS #36b). */
const PAGE_MAX = 100;

interface PageInput {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/**
 * The page that a request asks for, one row longer than it will be, so that one sees whether another follows.
 *
 * @throws ServiceFault for a `maxResults` below 1 or a token that this service did not make (GUESS #22)
 */
export function pageOf({ maxResults, nextToken }: PageInput): PageWish {
  if (maxResults !== undefined && maxResults < 1) {
    throw new ServiceFault(
      'DirectConnectClientException',
      `maxResults ${maxResults} is not valid: 1 to ${PAGE_MAX}`,
    );
  }
  const limit = Math.min(maxResults ?? PAGE_MAX, PAGE_MAX) + 1;
  return { limit, after: nextToken === undefined ? START : placeOf(nextToken) };
}

/** The rows of the page, and the token of the next one; absent on the last page (guesses #21). */
export function cut<R extends After>(
  rows: readonly R[],
  page: PageWish,
): { readonly rows: readonly R[]; readonly next: { readonly nextToken?: string } } {
  if (rows.length < page.limit) return { rows, next: {} };
  const kept = rows.slice(0, page.limit - 1);
  const last = kept.at(-1);
  return { rows: kept, next: last === undefined ? {} : { nextToken: tokenOf(last) } };
}

/** Names a row that the next page begins after. */
export function tokenOf({ seq, id }: After): string {
  return Buffer.from(`${seq} ${id}`).toString('base64url');
}

function placeOf(token: string): After {
  const [, seq, id] = /^(\d{1,16}) ([\w-]+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (seq === undefined || id === undefined) throw strangeToken();
  return { seq: Number(seq), id };
}

/** A token that this service did not make (GUESS #22). */
export function strangeToken(): ServiceFault {
  return new ServiceFault(
    'DirectConnectClientException',
    'nextToken is not valid: use the one of the page before',
  );
}
