import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Where a request comes from. Behind a proxy it is what that proxy saw: the last address of X-Forwarded-For. Those before
 * it are the client's own words, and nothing is believed of them.
 */
export function sourceIpOf(req: IncomingMessage, behindProxy: boolean): string {
  const socket = plainAddress(req.socket.remoteAddress);
  if (!behindProxy) return socket;
  const seen = [req.headers['x-forwarded-for'] ?? ''].flat().join(',').split(',').at(-1)?.trim() ?? '';
  return isIP(seen) === 0 ? socket : plainAddress(seen);
}

/** An IPv4 client of a socket that speaks both versions, as it would write itself. */
function plainAddress(address = ''): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
