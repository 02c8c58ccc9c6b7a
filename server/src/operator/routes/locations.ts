import { location } from '../../store/queries/inventory.ts';
import type { Reader } from '../../store/store.ts';
import { type LocationRow, locations } from '../../store/tables/inventory.ts';
import { act } from '../call.ts';
import { page } from '../paging.ts';
import { locationMembers, newLocation, storedLocation } from '../inventory/locations.ts';
import { conflict, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { object, optional } from '../schema.ts';
import { locationCode, pageMembers, pageOf, regionName, words } from '../views/common.ts';
import { locationSchema, locationView } from '../views/inventory.ts';

const params = object({ region: regionName, code: locationCode });
const update = object({ name: optional(words(200)), ...locationMembers });

export const locationRoutes: readonly Route[] = [
  route({
    name: 'listLocations',
    method: 'GET',
    path: '/locations',
    summary: 'Sites that sell ports',
    role: 'viewer',
    query: object({ region: optional(regionName), ...pageMembers }),
    answer: pageOf(locationSchema),
    handle: ({ parts, query }) => {
      const { reader } = parts.store;
      const where = query.region === undefined ? {} : { region: query.region };
      const view = (row: LocationRow) => locationView(reader, row);
      return page(reader, query, { table: locations, where, keep: () => true }, view);
    },
  }),
  route({
    name: 'createLocation',
    method: 'POST',
    path: '/locations',
    summary: 'Declares a site; its devices come next',
    role: 'operator',
    body: object({ region: regionName, code: locationCode, name: words(200), ...locationMembers }),
    status: 201,
    answer: locationSchema,
    handle: async (call) => {
      const { region, code, name, ...said } = call.body;
      const row = await act(
        call,
        async (work) => {
          const known = await location(work.reader, region, code);
          if (known !== undefined) {
            throw conflict(
              `There is a location ${known.code} in ${region} already`,
              `Change it: PATCH /operator/v1/locations/${region}/${known.code} (crossconnect operator locations update ${region} ${known.code})`,
            );
          }
          const made = newLocation(region, code, name, said);
          work.write.insert(locations, made);
          return made;
        },
        () => ({ region }),
      );
      await call.parts.recall();
      return locationView(call.parts.store.reader, row);
    },
  }),
  route({
    name: 'showLocation',
    method: 'GET',
    path: '/locations/:region/:code',
    summary: 'One site',
    role: 'viewer',
    params,
    answer: locationSchema,
    handle: async ({ parts, params: { region, code } }) => {
      const { reader } = parts.store;
      return locationView(reader, await locationOf(reader, region, code));
    },
  }),
  route({
    name: 'updateLocation',
    method: 'PATCH',
    path: '/locations/:region/:code',
    summary: 'Changes what is named of a site',
    role: 'operator',
    params,
    body: update,
    answer: locationSchema,
    handle: async (call) => {
      const { region, code } = call.params;
      const row = await act(
        call,
        async (work) => {
          const found = await locationOf(work.reader, region, code);
          const { name } = call.body;
          const changes = { ...(name === undefined ? {} : { name }), ...storedLocation(call.body) };
          return work.write.update(locations, found, changes);
        },
        () => ({ region }),
      );
      return locationView(call.parts.store.reader, row);
    },
  }),
];

/** @throws Problem when there is none */
export async function locationOf(reader: Reader, region: string, code: string): Promise<LocationRow> {
  const row = await location(reader, region, code);
  if (row !== undefined) return row;
  throw notFound(
    'location',
    `${code} in ${region}`,
    `GET /operator/v1/locations?region=${region} lists those there are (crossconnect operator locations list --region ${region})`,
  );
}
