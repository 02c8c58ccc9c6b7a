import { WireFault } from '../faults.ts';
import type { Headers } from '../headers.ts';

const WINDOW_MINUTES = 15;
const WINDOW_MS = WINDOW_MINUTES * 60_000;

/** When the client signed: in the form that it signed, and in epoch milliseconds. */
export interface SigningTime {
  /** `YYYYMMDDTHHMMSSZ` */
  readonly text: string;
  readonly ms: number;
  readonly header: 'x-amz-date' | 'date';
}

/**
 * The time of a signature: X-Amz-Date, or Date where that is absent.
 *
 * @throws WireFault IncompleteSignatureException
 */
export function readSigningTime(headers: Headers): SigningTime {
  const basic = headers.get('x-amz-date');
  if (basic !== undefined) {
    const ms = parseBasic(basic);
    if (ms === undefined) {
      throw incomplete(`Date must be in ISO-8601 'basic format' (YYYYMMDDTHHMMSSZ). Got '${basic}'.`);
    }
    return { text: basic, ms, header: 'x-amz-date' };
  }
  const ms = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(ms)) {
    throw incomplete(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header that is a date.",
    );
  }
  return { text: basicFormat(ms), ms, header: 'date' };
}

/**
 * Refuses a signature from outside the window, which is 15 minutes either way, ends included. Texts: GUESS
 * (general AWS; the future side is 5 minutes on some services).
 *
 * @throws WireFault InvalidSignatureException
 */
export function checkSigningTime({ text, ms }: SigningTime, now: number): void {
  if (ms < now - WINDOW_MS) {
    const bound = `${basicFormat(now - WINDOW_MS)} (${basicFormat(now)} - ${WINDOW_MINUTES} min.)`;
    throw new WireFault(
      'InvalidSignatureException',
      `Signature expired: ${text} is now earlier than ${bound}`,
    );
  }
  if (ms > now + WINDOW_MS) {
    const bound = `${basicFormat(now + WINDOW_MS)} (${basicFormat(now)} + ${WINDOW_MINUTES} min.)`;
    throw new WireFault(
      'InvalidSignatureException',
      `Signature not yet current: ${text} is still later than ${bound}`,
    );
  }
}

function parseBasic(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return undefined;
  const ms = Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

function basicFormat(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

const incomplete = (message: string) => new WireFault('IncompleteSignatureException', message);
