import type { Asked, Client, Json } from './client.ts';

const AT_ONCE = 500;

/** The items of all pages, `max` of them at most. */
export async function allItems(
  client: Client,
  path: string,
  query: NonNullable<Asked['query']> = {},
  max = Number.POSITIVE_INFINITY,
): Promise<readonly Json[]> {
  const items: Json[] = [];
  for (let after: string | undefined = ''; after !== undefined && items.length < max; ) {
    const limit = Math.min(AT_ONCE, max - items.length);
    const asked = { query: { ...query, limit, after: after === '' ? undefined : after } };
    const page = (await client.ask('GET', path, asked)) as {
      readonly items: readonly Json[];
      readonly next?: string;
    };
    items.push(...page.items);
    after = page.next;
  }
  return items;
}
