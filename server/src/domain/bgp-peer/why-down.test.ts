import { expect, test } from 'vitest';
import { FALLEN, heldBy, NO_ANSWER, NO_LINK, SILENT, UNDETECTED, WRONG_KEY, wrongAsn } from './causes.ts';
import { type Obstacles, whyDown } from './why-down.ts';

const ROUTER = { silenced: true, bfd: true, fallen: true, wrongKey: true, wrongAsn: 65_001 };
/** Everything at once: each row takes the cause before away. */
const ALL: Obstacles = {
  blocked: NO_LINK,
  heldBy: 'test-1',
  interrupted: 'The virtual interface was changed',
  answers: false,
  router: ROUTER,
  remoteAsn: 65_000,
};
const STEPS: readonly (readonly [cause: string | undefined, without: (at: Obstacles) => Obstacles])[] = [
  [NO_LINK, (at) => ({ ...at, blocked: undefined })],
  [heldBy('test-1'), (at) => ({ ...at, heldBy: null })],
  ['The virtual interface was changed', (at) => ({ ...at, interrupted: undefined })],
  [NO_ANSWER, (at) => ({ ...at, answers: true })],
  [UNDETECTED, (at) => ({ ...at, router: { ...at.router, bfd: false } })],
  [SILENT, (at) => ({ ...at, router: { ...at.router, silenced: false } })],
  [FALLEN, (at) => ({ ...at, router: { ...at.router, fallen: false } })],
  [WRONG_KEY, (at) => ({ ...at, router: { ...at.router, wrongKey: false } })],
  [wrongAsn(65_001, 65_000), (at) => ({ ...at, remoteAsn: 65_001 })],
  [undefined, (at) => at],
];

test('the first cause from below is told, and with none left nothing is in the way', () => {
  let at = ALL;
  for (const [cause, without] of STEPS) {
    expect(whyDown(at)).toBe(cause);
    at = without(at);
  }
});
