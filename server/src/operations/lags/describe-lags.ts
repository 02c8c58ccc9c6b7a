import { granted } from '../../domain/fault.ts';
import { checkId, unknownLag } from '../../domain/ids.ts';
import { lagsPage, ownedLag } from '../../store/queries/lags.ts';
import type { LagRow } from '../../store/tables/lags.ts';
import { query, type QueryContext } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { storedLag } from './views/shown.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeLags.html */
export default query('DescribeLags', async (input, ctx) => {
  const page = pageOf('DescribeLags', input, ctx.look);
  if (input.lagId !== undefined) {
    granted(checkId('Lag', input.lagId));
    // Deleted ones stay listed for a while [ANS].
    const row = await ownedLag(ctx.look, input.lagId);
    return row === undefined ? granted(unknownLag(input.lagId)) : { lags: await views(ctx, [row]) };
  }
  const { rows, next } = cut(await lagsPage(ctx.look, page), page);
  return { lags: await views(ctx, rows), ...next };
});

function views(ctx: QueryContext, rows: readonly LagRow[]) {
  return Promise.all(rows.map((row) => storedLag(ctx.look.reader, row, ctx.caller.account)));
}
