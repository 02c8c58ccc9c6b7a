import { granted } from '../../../domain/fault.ts';
import { type Candidate, connectionPlace } from '../../../domain/resiliency/members.ts';
import { ownedConnection } from '../../../store/queries/connections.ts';
import { associationOf } from '../../../store/queries/resiliency.ts';
import type { ConnectionRow } from '../../../store/tables/connections.ts';
import type { ResiliencyAssociationRow } from '../../../store/tables/resiliency.ts';
import type { QueryContext } from '../../operation.ts';

/** A connection named in a batch, with the rows that the rules look at. */
export interface Named extends Candidate {
  readonly connection: ConnectionRow | undefined;
  readonly association: ResiliencyAssociationRow | undefined;
}

/**
 * The connections that a batch of ids and ARNs names, in its order; one that is named twice stands once.
 *
 * @throws ServiceFault for an identifier that is malformed or names another account
 */
export async function namedConnections(
  ctx: QueryContext,
  identifiers: readonly string[],
): Promise<readonly Named[]> {
  const { account, region } = ctx.caller;
  const places = new Map(
    identifiers.map((identifier) => {
      const place = granted(connectionPlace(identifier, account, region));
      return [`${place.region} ${place.id}`, { ...place, identifier }];
    }),
  );
  return Promise.all(
    [...places.values()].map(async (place) => {
      const connection = await ownedConnection({ ...ctx.look, region: place.region }, place.id);
      const association = connection && (await associationOf(ctx.look.reader, connection.id));
      return { identifier: place.identifier, connection, association };
    }),
  );
}
