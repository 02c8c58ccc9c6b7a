import { gatewayLifecycle } from '../domain/gateway/lifecycle.ts';
import { step } from '../domain/lifecycle.ts';
import { associationsOf } from '../store/queries/gateways.ts';
import { interfacesOfGateway } from '../store/queries/virtual-interfaces.ts';
import { type GatewayRow, gateways } from '../store/tables/gateways.ts';
import type { Work } from './context.ts';

/**
 * The time of a gateway's deletion is over: it is deleted, or available again because something is left on it, which
 * `stateChangeError` then says [TFI#10214] (GUESS #37).
 */
export async function endGateway(work: Work, row: GatewayRow): Promise<void> {
  const [interfaces, associations] = await Promise.all([
    interfacesOfGateway(work.reader, row.id),
    associationsOf(work.reader, row.id),
  ]);
  const left = interfaces.length + associations.length > 0;
  const phase = step(gatewayLifecycle, row.state, left ? 'revert' : 'finish', work.now, work.durations);
  if (phase === undefined) return;
  work.write.touch(gateways, row);
  const stateChangeError = left
    ? `Direct Connect Gateway ${row.id} still has ${interfaces.length} virtual interfaces and ${associations.length} associations`
    : null;
  work.write.update(gateways, row, { ...phase, stateChangeError });
}
