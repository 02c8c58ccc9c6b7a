import listRoutes from '../../src/operations/virtual-interfaces/list-virtual-interface-routes.ts';
import type { QueryContext } from '../../src/operations/operation.ts';
import type { Route } from '../../src/model/types.gen.ts';
import type { Reader } from '../../src/store/store.ts';

const ACCOUNT = '111122223333';
const REGION = 'us-east-1';

/** Lists routes of virtual interfaces page by page, as a server does that goes on from call to call. */
export function routesLister(reader: Reader) {
  if (listRoutes.kind !== 'query') throw new Error('it only reads');
  const { handle } = listRoutes;
  const publicNetwork = { prefixes: [], placeOf: (region: string) => ({ region, continent: 'america' }) };
  const ctx = {
    caller: { account: ACCOUNT, region: REGION },
    look: { reader, account: ACCOUNT, region: REGION },
    settings: { publicNetwork },
    now: 0,
    heard: new Map(),
  } as unknown as QueryContext;
  /** @param seen told of each page */
  return async (virtualInterfaceId: string, maxResults: number, seen: () => unknown) => {
    const routes: Route[] = [];
    let nextToken: string | undefined;
    do {
      const more = nextToken === undefined ? {} : { nextToken };
      const page = await handle({ virtualInterfaceId, maxResults, ...more }, ctx);
      if (typeof page === 'function') throw new Error('it answers at once');
      routes.push(...(page.routes ?? []));
      nextToken = page.nextToken;
      await seen();
    } while (nextToken !== undefined);
    return routes;
  };
}
