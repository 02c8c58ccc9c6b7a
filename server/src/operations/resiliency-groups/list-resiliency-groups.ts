import { groupsPage } from '../../store/queries/resiliency.ts';
import { query } from '../operation.ts';
import { cut, pageOf } from '../support/paging.ts';
import { groupSummary } from './views/group.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_ListResiliencyGroups.html */
export default query('ListResiliencyGroups', async (input, ctx) => {
  const page = pageOf('ListResiliencyGroups', input, ctx.look);
  const { rows, next } = cut(await groupsPage(ctx.look, page), page);
  return { items: rows.map(groupSummary), ...next };
});
