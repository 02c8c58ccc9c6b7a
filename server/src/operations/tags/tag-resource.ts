import { granted } from '../../domain/fault.ts';
import { mergeTags } from '../../domain/tags/rules.ts';
import { operation } from '../operation.ts';
import { livingResource } from './support/tagged.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_TagResource.html */
export default operation('TagResource', async (input, ctx) => {
  const resource = await livingResource(ctx, input.resourceArn);
  resource.replace(ctx.write, granted(mergeTags(resource.tags, input.tags)));
  return {};
});
