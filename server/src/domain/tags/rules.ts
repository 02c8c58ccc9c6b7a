import type { Tag } from '../../model/types.gen.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** 50 tags a resource; those that begin with `aws:` are not counted [M][UG23]. */
const TAGS_MAX = 50;

const reserved = ({ key }: Tag) => key.toLowerCase().startsWith('aws:');

/** What a resource's tags are once `given` has been added: equal keys are overwritten [CLI]. */
export function mergeTags(present: readonly Tag[], given: readonly Tag[]): readonly Tag[] | Refusal {
  const problem = checkTags(given);
  if (problem !== undefined) return problem;
  const merged = new Map(present.map((tag) => [tag.key, tag]));
  for (const { key, value } of given) merged.set(key, { key, value: value ?? '' });
  const tags = [...merged.values()];
  if (tags.filter((tag) => !reserved(tag)).length > TAGS_MAX) {
    // The exception has no message member [M]; the text is for logs (GUESS).
    return refuse(`A resource can have at most ${TAGS_MAX} tags`, 'TooManyTagsException');
  }
  return tags;
}

function checkTags(given: readonly Tag[]): Refusal | undefined {
  const keys = given.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  // The exception has no message member [M]; the text is for logs (GUESS).
  if (twice !== undefined) return refuse(`Tag key ${twice} is given twice`, 'DuplicateTagKeysException');
  const system = given.find(reserved);
  // `aws:` is reserved [M]; the text is a GUESS.
  if (system !== undefined) return refuse(`Tag key ${system.key} begins with aws:, which is reserved`);
  return undefined;
}
