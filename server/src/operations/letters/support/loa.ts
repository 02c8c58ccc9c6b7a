import { isInReview } from '../../../domain/connection/lifecycle.ts';
import { granted } from '../../../domain/fault.ts';
import { unknownConnection } from '../../../domain/ids.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { Loa } from '../../../model/types.gen.ts';
import { currentLetter } from '../../../store/queries/paperwork.ts';
import { type ConnectionRow, connections } from '../../../store/tables/connections.ts';
import { letterContent, type Lettered } from '../../../work/letter-content.ts';
import { letterPdf } from '../../../work/letter-pdf.ts';
import { requestAgain } from '../../../work/cross-connects.ts';
import { issueLetter, renewLetter } from '../../../work/letters.ts';
import type { Context } from '../../operation.ts';

/**
 * The letter of one port, or of all ports of a LAG. Fetching it renews it, and sets the connection's time of issue
 * [M][CLI]; the PDF is made after the commit.
 *
 * @param named what was asked for, for refusals: its id, and its state as the wire has it
 */
export async function fetchLetter(
  ctx: Context,
  named: { readonly id: string; readonly stands: string },
  rows: readonly ConnectionRow[],
  providerName: string | undefined,
): Promise<() => Promise<Loa>> {
  const live = rows.filter(
    ({ state }) => state !== 'deleting' && state !== 'deleted' && state !== 'rejected',
  );
  const approved = live.filter(({ state }) => !isInReview(state) && state !== 'ordering');
  // You must wait until it can be downloaded [UG23]; the text is a GUESS.
  if (approved.length === 0 && live.length > 0) {
    const { id, stands } = named;
    return granted(refuse(`The LOA-CFA of ${id} is not available yet. ${id} is in state ${stands}`));
  }
  const [first, ...others] = await Promise.all(approved.map((row) => lettered(ctx, row, providerName)));
  if (first === undefined) return granted(unknownConnection(named.id));
  const content = await letterContent(ctx.look.reader, ctx.settings, [first, ...others]);
  return async () => ({
    loaContent: (await letterPdf(content)).toString('base64'),
    loaContentType: 'application/pdf',
  });
}

async function lettered(
  ctx: Context,
  row: ConnectionRow,
  providerName: string | undefined,
): Promise<Lettered> {
  // A hosted connection's port is the partner's, and so is its letter; the text is a GUESS.
  if (row.kind === 'hosted')
    return granted(refuse(`Connection ${row.id} is hosted: its port has no letter of yours`));
  const provider = providerName ?? row.providerName;
  const current = await currentLetter(ctx.look.reader, row.id);
  const letter =
    current === undefined
      ? await issueLetter(ctx.work, row, provider)
      : granted(renewLetter(ctx.work, current, provider));
  // Its 90 days begin anew, and what waited for it goes on.
  if (current?.state === 'expired') await requestAgain(ctx.work, row);
  return { connection: ctx.write.update(connections, row, { loaIssuedAt: ctx.now }), letter };
}
