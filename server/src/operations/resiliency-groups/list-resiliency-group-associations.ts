import { associationsPage } from '../../store/queries/resiliency.ts';
import { query } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { groupOf } from './support/groups.ts';
import { associationView } from './views/group.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ListResiliencyGroupAssociations.html */
export default query('ListResiliencyGroupAssociations', async (input, ctx) => {
  const page = pageOf('ListResiliencyGroupAssociations', input, ctx.look);
  const group = await groupOf(ctx, input.resiliencyGroupId);
  const found = await associationsPage(ctx.look.reader, group.id, page);
  const { rows, next } = cut(
    found.map((row) => ({ ...row, id: row.connectionId })),
    page,
  );
  return { items: rows.map(associationView), ...next };
});
