import { granted } from '../../domain/fault.ts';
import { removeTags } from '../../domain/tags/rules.ts';
import { operation } from '../operation.ts';
import { livingResource } from './support/tagged.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_UntagResource.html */
export default operation('UntagResource', async (input, ctx) => {
  const resource = await livingResource(ctx, input.resourceArn);
  resource.replace(ctx.write, granted(removeTags(resource.tags, input.tagKeys)));
  return {};
});
