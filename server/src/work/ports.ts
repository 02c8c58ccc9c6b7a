import { portHardware } from '../domain/inventory/port.ts';
import type { PortRow } from '../store/tables/inventory.ts';

/** A port that nobody uses: no connection, no light, nothing broken. */
export const UNUSED = {
  connectionId: null,
  link: 'down',
  rxLight: null,
  txLight: null,
  encrypted: 0,
  factsAt: null,
  farEndLit: 0,
  fault: null,
} as const satisfies Partial<PortRow>;

/** A port that was not there before, free and with the usual hardware for its speed. */
export function newPort(deviceId: string, number: number, speed: string, macSec: boolean): PortRow {
  const hardware = portHardware(speed, number);
  return {
    deviceId,
    number,
    state: 'free',
    speed,
    ...hardware,
    macSec: macSec ? 1 : 0,
    ...UNUSED,
    revision: 1,
  };
}
