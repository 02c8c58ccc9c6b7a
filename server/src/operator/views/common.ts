import { choice, integer, list, object, optional, type Schema, text } from '../schema.ts';

export const accountId = text({ pattern: '^\\d{12}$', 'x-allowed': '12 digits', examples: ['123456789012'] });
export const regionName = text({
  pattern: '^[a-z]{2,8}(-[a-z]+)+-\\d{1,2}$',
  'x-allowed': 'the name of a Region, such as us-east-1',
});
export const connectionId = text({
  pattern: '^dxcon-[a-z0-9]{8,21}$',
  'x-allowed': 'the id of a connection, such as dxcon-ffabc123',
});
export const deviceId = text({
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,62}$',
  'x-allowed': 'letters, digits and hyphens, at most 63',
});
export const locationCode = text({
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,31}$',
  'x-allowed': 'letters, digits and hyphens, at most 32',
});
export const portSpeed = choice(['1G', '10G', '100G', '400G']);

/** Words of a person: a name, a note, a reason. */
export function words(max: number, description?: string): Schema<string> {
  return text({
    minLength: 1,
    maxLength: max,
    // A surrogate alone is stored as another character.
    pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ud800-\\udfff]+$',
    'x-allowed': `text of 1 to ${max} characters, without control characters`,
    ...(description === undefined ? {} : { description }),
  });
}

/** Where a page begins and how long it is. */
export const pageMembers = {
  limit: optional(
    integer({ minimum: 1, maximum: 500, description: 'Items a page has at most; 100 by default.' }),
  ),
  after: optional(text({ description: 'What the page before gave as `next`.' })),
};

/** An answer with a page of items. */
export function pageOf<T>(items: Schema<T>) {
  return object({
    items: list(items),
    next: optional(text({ description: 'Give it as `after` for the next page. Absent on the last page.' })),
  });
}

/** A moment as answers write it. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
