import { FALLEN, heldBy, NO_ANSWER, SILENT, UNDETECTED, WRONG_KEY, wrongAsn } from './causes.ts';

/** What can keep the two ends of a session apart, whoever sees it. */
export interface Obstacles {
  /** Why nothing gets through below it; undefined when the link is there. */
  readonly blocked: string | undefined;
  /** The failover test that holds it down. */
  readonly heldBy: string | null;
  /** Why a change of the service's own interrupts it now. */
  readonly interrupted: string | undefined;
  /** The customer's router is configured for it. */
  readonly answers: boolean;
  readonly router: {
    readonly silenced: boolean;
    readonly bfd: boolean;
    readonly fallen: boolean;
    readonly wrongKey: boolean;
    /** The ASN that it uses instead of the configured one. */
    readonly wrongAsn: number | null;
  };
  readonly remoteAsn: number;
}

/** From below to above: the first that is true is the cause. Prefixes come after: they need a session that stands. */
const REASONS: readonly ((at: Obstacles) => string | false | undefined)[] = [
  ({ blocked }) => blocked,
  ({ heldBy: test }) => test !== null && heldBy(test),
  ({ interrupted }) => interrupted,
  ({ answers }) => !answers && NO_ANSWER,
  ({ router }) => router.silenced && (router.bfd ? UNDETECTED : SILENT),
  ({ router }) => router.fallen && FALLEN,
  ({ router }) => router.wrongKey && WRONG_KEY,
  ({ router: { wrongAsn: said }, remoteAsn }) =>
    said !== null && said !== remoteAsn && wrongAsn(said, remoteAsn),
];

/** Why a session is down; undefined when nothing is in its way. */
export function whyDown(at: Obstacles): string | undefined {
  for (const reason of REASONS) {
    const cause = reason(at);
    if (cause !== false && cause !== undefined) return cause;
  }
  return undefined;
}
