import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way through the network that can lose what is on it, without a word to either side. */
export interface SwallowingProxy {
  /** The same connection string, through the proxy. */
  readonly url: string;
  /** From now on nothing of the connections that there are gets through; `newOnes`: nor of those to come. */
  swallow(newOnes: boolean): void;
  /** Connections to come get through again; the lost ones stay lost. */
  mend(): void;
  close(): Promise<void>;
}

/** Stands before a database. Lost connections stay open on both sides: nobody is told. */
export async function swallowingProxy(target: string): Promise<SwallowingProxy> {
  const to = new URL(target);
  const sockets = new Set<Socket>();
  let lost = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    // Taken by the machine on the way, and never heard of again.
    if (lost) return;
    const far = connect(Number(to.port), to.hostname);
    keep(far);
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    swallow(newOnes) {
      lost = newOnes;
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend() {
      lost = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
