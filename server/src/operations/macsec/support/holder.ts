import { hasEnded } from '../../../domain/ended.ts';
import { granted } from '../../../domain/fault.ts';
import { checkId, unknownConnection, unknownLag } from '../../../domain/ids.ts';
import { lacksEncryption } from '../../../domain/macsec/encryption.ts';
import { checkHolder, type KeyHolder } from '../../../domain/macsec/key.ts';
import { lagMembers, ownedConnection } from '../../../store/queries/connections.ts';
import { ownedLag } from '../../../store/queries/lags.ts';
import { type ConnectionRow, connections } from '../../../store/tables/connections.ts';
import { type LagRow, lags } from '../../../store/tables/lags.ts';
import { portOf } from '../../../work/links.ts';
import { encryptConnection, encryptLag } from '../../../work/macsec.ts';
import type { Context } from '../../operation.ts';

/** A connection, interconnect or LAG of the caller's that can have MACsec keys. */
export interface Holder extends KeyHolder {
  readonly account: string;
  readonly encryptionMode: string | null;
  /** The connections whose ports use the keys. */
  readonly ports: readonly ConnectionRow[];
  /** Its keys are counted: of two units that add one the second looks again. */
  readonly touch: () => void;
  /** Gives it another mode, and lets its state follow. */
  readonly encrypt: (mode: string) => Promise<unknown>;
}

/**
 * The holder that an id names.
 *
 * @throws ServiceFault when the id is malformed, names nothing of the caller's, or nothing that can have keys
 */
export async function holderOf(ctx: Context, id: string): Promise<Holder> {
  granted(checkId('ConnectionOrLag', id));
  const holder = id.startsWith('dxlag-') ? await lagHolder(ctx, id) : await connectionHolder(ctx, id);
  granted(checkHolder(holder));
  return holder;
}

async function connectionHolder(ctx: Context, id: string): Promise<Holder> {
  const row = await ownedConnection(ctx.look, id);
  if (row === undefined || hasEnded(row)) return granted(unknownConnection(id));
  return {
    ...row,
    ports: [row],
    unencrypted: await isUnencrypted(ctx, row),
    touch: () => ctx.write.touch(connections, row),
    encrypt: (mode) => encryptConnection(ctx.work, row, mode),
  };
}

async function lagHolder(ctx: Context, id: string): Promise<Holder> {
  const row: LagRow | undefined = await ownedLag(ctx.look, id);
  if (row === undefined || hasEnded(row)) return granted(unknownLag(id));
  const ports = await lagMembers(ctx.look.reader, id);
  const unencrypted = await Promise.all(ports.map((member) => isUnencrypted(ctx, member)));
  return {
    ...row,
    kind: 'lag',
    lagId: null,
    ports,
    unencrypted: unencrypted.includes(true),
    touch: () => ctx.write.touch(lags, row),
    encrypt: (mode) => encryptLag(ctx.work, row, mode),
  };
}

async function isUnencrypted(ctx: Context, row: ConnectionRow): Promise<boolean> {
  const at = await portOf(ctx.work, row);
  return at !== undefined && lacksEncryption(row.encryptionMode, at);
}
