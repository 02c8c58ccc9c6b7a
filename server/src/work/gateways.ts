import { associationLifecycle, gatewayLifecycle } from '../domain/gateway/lifecycle.ts';
import { step } from '../domain/lifecycle.ts';
import { cloudGateway } from '../store/queries/cloud-gateways.ts';
import { associationsOf } from '../store/queries/gateways.ts';
import { interfacesOfGateway } from '../store/queries/virtual-interfaces.ts';
import { type AssociationRow, associations, type GatewayRow, gateways } from '../store/tables/gateways.ts';
import type { Work } from './context.ts';
import { markDirty } from './devices.ts';
import { associationTimes } from './prefix-times.ts';

/**
 * The time of a gateway's deletion is over: it is deleted, or available again because something is left on it, which
 * `stateChangeError` then says [TFI#10214] (GUESS #37).
 */
export async function endGateway(work: Work, row: GatewayRow): Promise<void> {
  const [interfaces, associations] = await Promise.all([
    interfacesOfGateway(work.reader, row.id),
    associationsOf(work.reader, row.id),
  ]);
  const left = leftOver(interfaces.length, associations.length);
  const event = left === '' ? 'finish' : 'revert';
  const phase = step(gatewayLifecycle, row.state, event, work.now, work.durations);
  if (phase === undefined) return;
  work.write.touch(gateways, row);
  const stateChangeError = left === '' ? null : `Direct Connect Gateway ${row.id} still has ${left}`;
  work.write.update(gateways, row, { ...phase, stateChangeError });
}

/** What hangs on a gateway, in words: only what there is. */
function leftOver(interfaces: number, associations: number): string {
  const parts = [counted(interfaces, 'virtual interface'), counted(associations, 'association')];
  return parts.filter((part) => part !== '').join(' and ');
}

function counted(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Other prefixes are allowed from now on; undefined where the association is not in a state for it. */
export async function updateAssociation(
  work: Work,
  row: AssociationRow,
  prefixes: readonly string[],
): Promise<AssociationRow | undefined> {
  const phase = step(associationLifecycle, row.state, 'update', work.now, work.durations);
  if (phase === undefined) return undefined;
  return change(work, row, { ...phase, allowedPrefixes: JSON.stringify(prefixes) });
}

/** Ends an association: nothing is advertised for it any more. Undefined where it ends already. */
export async function disassociate(work: Work, row: AssociationRow): Promise<AssociationRow | undefined> {
  const phase = step(associationLifecycle, row.state, 'disassociate', work.now, work.durations);
  if (phase === undefined) return undefined;
  return change(work, row, phase);
}

/** An association enters a state by its deadline: from then on it is advertised. */
export async function enterAssociation(
  work: Work,
  row: AssociationRow,
  phase: Partial<AssociationRow>,
): Promise<void> {
  await change(work, row, phase);
}

/** What it brings changes with it; prefixes that stay keep their times. */
async function change(
  work: Work,
  row: AssociationRow,
  changes: Partial<AssociationRow>,
): Promise<AssociationRow> {
  const cidrs = (await cloudGateway(work.reader, row.associatedId))?.cidrs ?? '[]';
  const after = { row: { ...row, ...changes }, cidrs };
  await routesChanged(work, row.directConnectGatewayId);
  const times = associationTimes({ row, cidrs }, after, work.now);
  return work.write.update(associations, row, { ...changes, ...times });
}

/** Other prefixes are behind the other gateway from now on. @param cidrs JSON lists */
export async function networkChanged(
  work: Work,
  row: AssociationRow,
  cidrs: { readonly before: string; readonly after: string },
): Promise<void> {
  await routesChanged(work, row.directConnectGatewayId);
  const [before, after] = [
    { row, cidrs: cidrs.before },
    { row, cidrs: cidrs.after },
  ] as const;
  work.write.update(associations, row, associationTimes(before, after, work.now));
}

/** What is advertised over a Direct Connect gateway changes: every edge that carries one of its virtual interfaces looks. */
async function routesChanged(work: Work, gatewayId: string): Promise<void> {
  const interfaces = await interfacesOfGateway(work.reader, gatewayId);
  for (const deviceId of new Set(interfaces.map((row) => row.deviceId))) await markDirty(work, deviceId);
}
