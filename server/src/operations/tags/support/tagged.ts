import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import type { ArnKind } from '../../../domain/region.ts';
import { resourceOf, unknownResource, withAccount } from '../../../domain/tags/resource.ts';
import { tagHolder } from '../../../domain/virtual-interface/tags.ts';
import type { Tag } from '../../../model/types.gen.ts';
import { ownedConnection } from '../../../store/queries/connections.ts';
import { ownedGateway } from '../../../store/queries/gateways.ts';
import { ownedLag } from '../../../store/queries/lags.ts';
import { accountGroup } from '../../../store/queries/resiliency.ts';
import { seenInterface } from '../../../store/queries/virtual-interfaces.ts';
import type { Look } from '../../../store/look.ts';
import type { Writer } from '../../../store/store.ts';
import type { Revised, Table } from '../../../store/table.ts';
import { connections } from '../../../store/tables/connections.ts';
import { gateways } from '../../../store/tables/gateways.ts';
import { lags } from '../../../store/tables/lags.ts';
import { resiliencyGroups } from '../../../store/tables/resiliency.ts';
import { type VirtualInterfaceRow, virtualInterfaces } from '../../../store/tables/virtual-interfaces.ts';
import type { QueryContext } from '../../operation.ts';

/** A resource with its tags, and the way to give it others. */
interface Tagged {
  readonly state: string;
  readonly tags: readonly Tag[];
  readonly replace: (write: Writer, tags: readonly Tag[]) => void;
}

type Find = (look: Look, id: string) => Promise<Tagged | undefined>;

/** What can be tagged, by the kind in its ARN. Each look-up sees the caller's own alone: a hosted connection is its customer's. */
const TAGGED: { readonly [K in ArnKind]?: Find } = {
  dxcon: tagged(connections, ownedConnection),
  dxlag: tagged(lags, ownedLag),
  dxvif: tagged(virtualInterfaces, taggableInterface),
  'dx-gateway': tagged(gateways, ownedGateway),
  'dx-resiliency-group': tagged(resiliencyGroups, accountGroup),
};

/** Tags of what was allocated are its allocator's until it is confirmed (guesses #14). */
async function taggableInterface(look: Look, id: string): Promise<VirtualInterfaceRow | undefined> {
  const row = await seenInterface(look, id);
  return row !== undefined && tagHolder(row) === look.account ? row : undefined;
}

function tagged<R extends { readonly state: string; readonly tags: string } & Revised>(
  table: Table<R>,
  find: (look: Look, id: string) => Promise<R | undefined>,
): Find {
  return async (look, id) => {
    const row = await find(look, id);
    if (row === undefined) return undefined;
    const replace = (write: Writer, tags: readonly Tag[]) => {
      write.update(table, row, { tags: JSON.stringify(tags) } as Partial<R>);
    };
    return { state: row.state, tags: JSON.parse(row.tags) as readonly Tag[], replace };
  };
}

/**
 * The resource of an ARN.
 *
 * @throws ServiceFault when the ARN is malformed, or names nothing of the caller's
 */
export async function taggedResource(ctx: QueryContext, arn: string): Promise<Tagged> {
  const { account, region } = ctx.caller;
  // Terraform leaves the account out where nobody tells it who it is, as in a lab without STS (own rule) [TFI#13461].
  const whole = ctx.settings.profile === 'lab' ? withAccount(arn, account) : arn;
  const { kind, id } = granted(resourceOf(whole, account, region));
  const found = await TAGGED[kind]?.(ctx.look, id);
  return found ?? granted(unknownResource(arn));
}

/**
 * The resource of an ARN, to be changed: what is being deleted looks unknown (GUESS #52).
 *
 * @throws ServiceFault as above
 */
export async function livingResource(ctx: QueryContext, arn: string): Promise<Tagged> {
  const found = await taggedResource(ctx, arn);
  return hasEnded(found) ? granted(unknownResource(arn)) : found;
}
