import { lifecycleFor } from '../../domain/connection/lifecycle.ts';
import { hasEnded } from '../../domain/ended.ts';
import { granted } from '../../domain/fault.ts';
import { checkMove } from '../../domain/hosted/room.ts';
import { checkId, unknownConnection } from '../../domain/ids.ts';
import { enter, step } from '../../domain/lifecycle.ts';
import { checkAddressesFree } from '../../domain/virtual-interface/occupancy.ts';
import { addressesUnder } from '../../store/queries/hosted-interfaces.ts';
import { allocatedConnection } from '../../store/queries/hosted.ts';
import { occupantsOf } from '../../store/queries/virtual-interfaces.ts';
import { type ConnectionRow, connections } from '../../store/tables/connections.ts';
import { markDirty } from '../../work/devices.ts';
import { relocateInterfaces } from '../../work/interface-moves.ts';
import { linkOfParent } from '../../work/links.ts';
import { connectionView } from '../connections/views/connection.ts';
import { surroundingsOf } from '../connections/views/surroundings.ts';
import { type Context, operation } from '../operation.ts';
import { callingPartner } from '../support/account.ts';
import { type Parent, parentOf } from './support/parent.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_AssociateHostedConnection.html */
export default operation('AssociateHostedConnection', async (input, ctx) => {
  await callingPartner(ctx);
  granted(checkId('Connection', input.connectionId));
  const row = await allocatedConnection(ctx.look, input.connectionId);
  if (row === undefined || hasEnded(row)) return granted(unknownConnection(input.connectionId));
  const parent = await parentOf(ctx, input.parentConnectionId);

  // Where it is already there is nothing to move (GUESS).
  const after = row.parentId === parent.id ? row : await move(ctx, row, parent);
  return connectionView(after, await surroundingsOf(ctx.look.reader, [after]), ctx.caller.account);
});

/** On the new parent its state is what that one's link says; what runs over it moves along, interrupted [M]. */
async function move(ctx: Context, row: ConnectionRow, parent: Parent): Promise<ConnectionRow> {
  granted(checkMove(row, parent));
  await checkAddresses(ctx, row, parent);
  const phase = await phaseOn(ctx, row, parent);
  await markDirty(ctx.work, row.deviceId);
  if (parent.deviceId !== row.deviceId) await markDirty(ctx.work, parent.deviceId);
  await relocateInterfaces(ctx.work, row.id, parent);
  return ctx.write.update(connections, row, { ...phase, parentId: parent.id, deviceId: parent.deviceId });
}

/** What was being set up, or waited for the other parent, is set up on this one. */
async function phaseOn(ctx: Context, row: ConnectionRow, parent: Parent) {
  const lifecycle = lifecycleFor(row.kind);
  const link = await linkOfParent(ctx.work, parent.id);
  if (row.state === 'pending') return enter(lifecycle, row.state, ctx.now, ctx.settings.durations);
  return step(lifecycle, row.state, link === 'up' ? 'linkUp' : 'linkDown', ctx.now, ctx.settings.durations);
}

/**
 * The target has no hosted connection with the same address [M]. What is made on one of them touches that one alone, so all
 * of them have to be as they were compared.
 */
async function checkAddresses(ctx: Context, row: ConnectionRow, parent: Parent): Promise<void> {
  const { reader } = ctx.look;
  for (const beside of parent.carried) ctx.write.guard(connections, beside);
  const [moving, used] = await Promise.all([occupantsOf(reader, row.id), addressesUnder(reader, parent.id)]);
  const brought = moving.flatMap(({ addresses }) => addresses);
  granted(checkAddressesFree(brought, { name: parent.name, occupants: [{ addresses: used }] }));
}
