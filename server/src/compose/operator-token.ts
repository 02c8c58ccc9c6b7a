import { readFileSync } from 'node:fs';
import { StartRefused } from '../cli/refusal.ts';
import type { Settings } from '../cli/settings/table.ts';
import { anyOperatorToken } from '../store/queries/operator-tokens.ts';
import type { Reader } from '../store/store.ts';

/** Long enough not to be guessed, and without what a header cannot carry. */
const TOKEN = /^[\w.~+/=-]{20,512}$/;
const MAKE_ONE = 'make one with: openssl rand -hex 32';

/**
 * The token of the settings for the operator API, with the role admin; undefined where none is set.
 *
 * @throws StartRefused when it cannot be used, or when a production server has no token at all
 */
export async function operatorToken(
  { profile, operatorTokenFile }: Pick<Settings, 'profile' | 'operatorTokenFile'>,
  reader: Reader,
): Promise<string | undefined> {
  if (operatorTokenFile !== undefined) return tokenIn(operatorTokenFile);
  if (profile === 'production' && !(await anyOperatorToken(reader))) {
    throw new StartRefused(
      `--profile production needs a token for the operator API: name a file with one by --operator-token-file (${MAKE_ONE})`,
    );
  }
  return undefined;
}

function tokenIn(path: string): string {
  let token: string;
  try {
    token = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`--operator-token-file: cannot read ${path}: ${why}`, { cause: error });
  }
  if (TOKEN.test(token)) return token;
  throw new StartRefused(
    `--operator-token-file: ${path} does not hold a token of 20 to 512 letters, digits and -._~+/=; ${MAKE_ONE}`,
  );
}
