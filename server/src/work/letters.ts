import { Buffer } from 'node:buffer';
import { letterLifecycle } from '../domain/loa/lifecycle.ts';
import { enter, step } from '../domain/lifecycle.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { currentLetter } from '../store/queries/paperwork.ts';
import type { ConnectionRow } from '../store/tables/connections.ts';
import { type LetterRow, letters } from '../store/tables/paperwork.ts';
import type { Work } from './context.ts';

/** Letters and digits that nobody confuses on paper. */
const REFERENCE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const TOKEN_BYTES = 18;

/** Issues a letter for a connection's port; one that counted before is superseded. */
export async function issueLetter(
  work: Work,
  connection: ConnectionRow,
  providerName: string | null,
): Promise<LetterRow> {
  const before = await currentLetter(work.reader, connection.id);
  if (before !== undefined) {
    const phase = step(letterLifecycle, before.state, 'supersede', work.now, work.durations);
    if (phase !== undefined) work.write.update(letters, before, phase);
  }
  const row: LetterRow = {
    id: newReference(work),
    token: Buffer.from(work.random(TOKEN_BYTES)).toString('base64url'),
    connectionId: connection.id,
    account: connection.account,
    region: connection.region,
    ...dated(work),
    providerName,
    reason: null,
    fetches: 0,
    revision: 1,
  };
  work.write.insert(letters, row);
  return row;
}

/** Renews a letter that the customer fetches: the same reference, 90 days from now [UG23]. */
export function renewLetter(work: Work, row: LetterRow, providerName: string | null): LetterRow | Refusal {
  if (row.state !== 'issued' && row.state !== 'expired') {
    // A revoked letter is this project's own notion; the text is a GUESS.
    return refuse(
      `The letter of authorization of ${row.connectionId} was revoked: ${row.reason ?? 'no reason given'}`,
    );
  }
  return work.write.update(letters, row, { ...dated(work), providerName, fetches: row.fetches + 1 });
}

/** Ends a letter: its page says so from now on. */
export function revokeLetter(work: Work, row: LetterRow, reason: string): LetterRow | Refusal {
  const phase = step(letterLifecycle, row.state, 'revoke', work.now, work.durations);
  // The operator's own: letters that have ended stay as they are.
  if (phase === undefined) return refuse(`Letter ${row.id} is ${row.state} and cannot be revoked`);
  return work.write.update(letters, row, { ...phase, reason });
}

function dated(work: Work) {
  const phase = enter(letterLifecycle, 'issued', work.now, work.durations);
  return { ...phase, issuedAt: work.now, expiresAt: phase.dueAt ?? work.now };
}

function newReference(work: Work): string {
  const letterAt = (byte: number) => REFERENCE_ALPHABET.charAt(byte % REFERENCE_ALPHABET.length);
  const text = Array.from(work.random(10), letterAt).join('');
  return `LOA-${text.slice(0, 5)}-${text.slice(5)}`;
}
