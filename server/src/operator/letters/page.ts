import { anyConnection } from '../../store/queries/connections.ts';
import { location } from '../../store/queries/inventory.ts';
import { letterByToken } from '../../store/queries/paperwork.ts';
import type { Reader } from '../../store/store.ts';
import type { LetterRow } from '../../store/tables/paperwork.ts';
import { portPlace } from '../../work/port-place.ts';

/** What the page answers: whoever holds a letter may ask, without an account. */
export interface LetterPage {
  readonly status: number;
  readonly html: string;
}

/**
 * The page behind a letter's link: whether the letter is still valid, and for which port. It shows no more than
 * the paper does.
 *
 * @param now epoch milliseconds of the service's clock
 */
export async function letterPage(
  reader: Reader,
  operatorName: string,
  token: string,
  now: number,
): Promise<LetterPage> {
  const letter = await letterByToken(reader, token);
  if (letter === undefined) {
    const text = 'No letter has this link. Compare it with the letter, letter by letter, or ask its issuer.';
    return { status: 404, html: page(operatorName, 'Unknown letter', 'bad', [['', text]]) };
  }
  const verdict = verdictOf(letter, now);
  const rows = [...verdict.rows, ...(await portRows(reader, letter))];
  return {
    status: 200,
    html: page(operatorName, verdict.title, verdict.mood, [['Reference', letter.id], ...rows]),
  };
}

type Rows = readonly (readonly [label: string, value: string])[];

function verdictOf(letter: LetterRow, now: number): { title: string; mood: 'good' | 'bad'; rows: Rows } {
  const dates: Rows = [
    ['Issued on', utc(letter.issuedAt)],
    ['Valid until', utc(letter.expiresAt)],
  ];
  if (letter.state === 'issued' && now < letter.expiresAt) {
    return { title: 'This letter is valid', mood: 'good', rows: dates };
  }
  const because: Readonly<Record<LetterRow['state'], string>> = {
    issued: 'Its 90 days are over',
    expired: 'Its 90 days are over',
    superseded: 'A newer letter has taken its place',
    revoked: `It was revoked: ${letter.reason ?? 'no reason was given'}`,
  };
  const ended = letter.state === 'superseded' || letter.state === 'revoked';
  const next = ended ? 'Ask for a newer letter' : 'Ask the customer to download it again';
  return {
    title: 'This letter is not valid',
    mood: 'bad',
    rows: [['Why', because[letter.state]], ['What to do', `Do not patch. ${next}.`], ...dates],
  };
}

async function portRows(reader: Reader, letter: LetterRow): Promise<Rows> {
  const connection = await anyConnection(reader, letter.connectionId);
  const place = connection && (await portPlace(reader, connection));
  if (connection === undefined || place === undefined) return [['Connection', letter.connectionId]];
  const site = await location(reader, connection.region, connection.location);
  return [
    ['Connection', connection.id],
    ['Facility', site?.name ?? connection.location],
    ['Rack', place.rack],
    ['Patch panel', `${place.panel}, ${place.panelPosition}`],
    ['Device and port', `${place.device}, port ${place.number}`],
    ['Medium', `${connection.bandwidth}, ${place.medium}, ${place.connector}`],
  ];
}

const utc = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const COLOURS = { good: '#0b7a3e', bad: '#b3261e' } as const;

function page(operatorName: string, title: string, mood: 'good' | 'bad', rows: Rows): string {
  const body = rows
    .map(([label, value]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value)}</td></tr>`)
    .join('');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escaped(title)}</title>
<style>
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1a1f2b;background:#f4f5f7}
main{max-width:40rem;margin:8vh auto;padding:2rem;background:#fff;border:1px solid #dfe3e8;border-top:6px solid ${COLOURS[mood]};border-radius:8px}
h1{margin:.2rem 0 1rem;font-size:1.6rem;color:${COLOURS[mood]}} p{color:#5b6472;margin:0}
table{border-collapse:collapse;width:100%} th{text-align:left;font-weight:400;color:#5b6472;width:9rem;vertical-align:top}
th,td{padding:.35rem 0} td{overflow-wrap:anywhere}
</style></head><body><main><p>${escaped(operatorName)} · letters of authorization</p>
<h1>${escaped(title)}</h1><table>${body}</table></main></body></html>
`;
}
