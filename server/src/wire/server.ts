import type { IncomingMessage, RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import type { WireHandler } from './handler.ts';

// Not imported: an import reads every export of node:http, one of which loads a whole HTTP client (14 MB, 40 ms of processor).
const { createServer } = process.getBuiltinModule('node:http');

/** How long a client may take, in milliseconds; a slow or silent one holds a socket, nothing else. */
export interface WireTimeouts {
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeout: number;
  /** … and to the end of its body. */
  readonly requestTimeout: number;
  readonly keepAliveTimeout: number;
  /** How often the first two are looked at. */
  readonly connectionsCheckingInterval: number;
}

const TIMEOUTS: WireTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than SDKs keep an idle connection: it is they who close it, and no request meets a closing one.
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 2000,
};

/** How often a stopping server looks for connections that have become idle. */
const SWEEP_MS = 10;

export interface WireServer {
  /**
   * Starts to listen; port 0 takes a free one.
   *
   * @throws the system's error: EADDRINUSE, EACCES, …
   */
  readonly listen: (port: number, host: string) => Promise<AddressInfo>;
  /**
   * Stops listening, lets what is in flight be answered, and ends within the deadline.
   *
   * @returns how many connections were still busy then and had to be cut
   */
  readonly stop: (deadlineMs: number) => Promise<number>;
}

/** Makes the server beneath: node:http's, or node:https's with a certificate. */
export type CreateServer = (options: ServerOptions, listener: RequestListener) => Server;

export function createWireServer(
  handler: WireHandler,
  timeouts: Partial<WireTimeouts> = {},
  create: CreateServer = createServer,
): WireServer {
  const server = create({ ...TIMEOUTS, ...timeouts }, handler);
  // Who asks first whether to send a body hears it of the handler: one that is refused need not be sent.
  server.on('checkContinue', (req: IncomingMessage, res: ServerResponse) =>
    handler(req, res, () => res.writeContinue()),
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    listen: (port, host) => listen(server, port, host),
    stop: (deadlineMs) => stop(server, sockets, deadlineMs),
  };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

async function stop(server: Server, sockets: ReadonlySet<Socket>, deadlineMs: number): Promise<number> {
  let cut = 0;
  // Not server.close(): that also destroys connections whose last answer is still being sent.
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
  const sweep = () => {
    if ([...sockets].every((socket) => socket.writableLength === 0)) server.closeIdleConnections();
  };
  const sweeping = setInterval(sweep, SWEEP_MS);
  const deadline = setTimeout(() => {
    cut = sockets.size;
    server.closeAllConnections();
    // Those whose TLS handshake is not over are no HTTP connections yet.
    for (const socket of sockets) socket.destroy();
  }, deadlineMs);
  sweep();
  await closed;
  clearInterval(sweeping);
  clearTimeout(deadline);
  server.close();
  return cut;
}
