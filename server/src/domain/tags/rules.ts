import type { Tag } from '../../model/types.gen.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** 50 tags a resource; those that begin with `aws:` are not counted [M][UG23]. */
const TAGS_MAX = 50;

const reserved = (key: string) => key.toLowerCase().startsWith('aws:');

/** What a resource's tags are once `given` has been added: equal keys are overwritten [CLI]. */
export function mergeTags(present: readonly Tag[], given: readonly Tag[]): readonly Tag[] | Refusal {
  const problem = checkTags(given);
  if (problem !== undefined) return problem;
  const merged = new Map(present.map((tag) => [tag.key, tag]));
  for (const { key, value } of given) merged.set(key, { key, value: value ?? '' });
  const tags = [...merged.values()];
  if (tags.filter(({ key }) => !reserved(key)).length > TAGS_MAX) {
    // The exception has no message member [M]; the text is for logs (GUESS).
    return refuse(`A resource can have at most ${TAGS_MAX} tags`, 'TooManyTagsException');
  }
  return tags;
}

/** What a resource's tags are without those of the given keys; absent keys are ignored (GUESS, fidelity 1.16). */
export function removeTags(present: readonly Tag[], keys: readonly string[]): readonly Tag[] | Refusal {
  const system = keys.find(reserved);
  if (system !== undefined) return isReserved(system);
  const removed = new Set(keys);
  return present.filter(({ key }) => !removed.has(key));
}

function checkTags(given: readonly Tag[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const { key } of given) {
    // The exception has no message member [M]; the text is for logs (GUESS).
    if (seen.has(key)) return refuse(`Tag key ${key} is given twice`, 'DuplicateTagKeysException');
    seen.add(key);
  }
  const system = given.find(({ key }) => reserved(key));
  return system === undefined ? undefined : isReserved(system.key);
}

function isReserved(key: string): Refusal {
  // `aws:` is reserved [M]; the text is a GUESS.
  return refuse(`Tag key ${key} begins with aws:, which is reserved`);
}
