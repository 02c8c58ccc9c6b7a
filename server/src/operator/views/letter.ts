import type { LetterState } from '../../domain/loa/lifecycle.ts';
import type { LetterRow } from '../../store/tables/paperwork.ts';
import { choice, type Infer, integer, nullable, object, text, time } from '../schema.ts';
import { iso } from './common.ts';

export const LETTER_STATES = [
  'issued',
  'expired',
  'superseded',
  'revoked',
] as const satisfies readonly LetterState[];

/** A letter of authorization for one port. */
export const letterSchema = object(
  {
    letterId: text({ description: 'The reference that is printed on it.' }),
    connectionId: text(),
    account: text(),
    region: text(),
    state: choice(LETTER_STATES),
    since: time('When it entered the state.'),
    issuedAt: time('When it was issued, or renewed by its customer.'),
    expiresAt: time('When it expires unless it is renewed.'),
    providerName: nullable(text()),
    reason: nullable(text({ description: 'Why it was revoked.' })),
    fetches: integer({ description: 'How often its customer has fetched it.' }),
    link: text({ description: 'The page that says whether it is still valid.' }),
  },
  { title: 'Letter' },
);

export function letterView(row: LetterRow, publicUrl: string): Infer<typeof letterSchema> {
  return {
    letterId: row.id,
    connectionId: row.connectionId,
    account: row.account,
    region: row.region,
    state: row.state,
    since: iso(row.stateSince),
    issuedAt: iso(row.issuedAt),
    expiresAt: iso(row.expiresAt),
    providerName: row.providerName,
    reason: row.reason,
    fetches: row.fetches,
    link: `${publicUrl}/letters/${row.token}`,
  };
}
