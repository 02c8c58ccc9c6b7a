import { query } from '../operation.ts';
import { taggedResource } from './support/tagged.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeTags.html */
export default query('DescribeTags', async (input, ctx) => {
  const resourceTags = [];
  // One after the other: an ARN asked for twice is answered once (GUESS), and a wrong one ends the reading.
  for (const resourceArn of new Set(input.resourceArns)) {
    const { tags } = await taggedResource(ctx, resourceArn);
    resourceTags.push({ resourceArn, tags });
  }
  return { resourceTags };
});
