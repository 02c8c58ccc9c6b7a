import { randomBytes } from 'node:crypto';
import type { Connection, MacSecKey } from '../../src/model/types.gen.ts';
import { bringUp, connectionNow } from './lags.ts';
import { orderPort } from './ports.ts';
import type { TestServer } from './server.ts';
import type { CallOptions } from './signed-call.ts';

/** A CKN or a CAK: 64 hexadecimal digits. */
export function newHex(): string {
  return randomBytes(32).toString('hex');
}

/** A connection with MACsec that is up, where the operator does everything (`manual`). */
export async function securePort(server: TestServer, caller: CallOptions): Promise<string> {
  const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
  await bringUp(server, connectionId);
  return connectionId;
}

/** Associates a new key, and lives until it is associated. */
export async function addKey(
  server: TestServer,
  caller: CallOptions,
  connectionId: string,
): Promise<MacSecKey> {
  const key = { ckn: newHex(), cak: newHex() };
  const { macSecKeys = [] } = await server.call('AssociateMacSecKey', { connectionId, ...key }, caller);
  await passSeconds(server, 2);
  return macSecKeys.at(-1) ?? {};
}

/** Lets the lab's clock run ahead; what was due has happened when it resolves. */
export async function passSeconds(server: TestServer, seconds: number): Promise<void> {
  const { status } = await server.operator('POST', '/clock/advance', { by: `${seconds}s` });
  if (status !== 200) throw new Error(`the clock stands: ${status}`);
  await server.settle();
}

/** State, encryption mode and status of a connection. */
export async function encryptionOf(
  server: TestServer,
  caller: CallOptions,
  id: string,
): Promise<readonly unknown[]> {
  const { connectionState, encryptionMode, portEncryptionStatus }: Connection = await connectionNow(
    server,
    caller,
    id,
  );
  return [connectionState, encryptionMode, portEncryptionStatus];
}
