import type { Socket } from 'node:net';

/** As long as a client that is still sending gets to read the answer. */
const LINGER_MS = 2000;

/**
 * Closes a connection in the middle of a request so that the answer arrives. A plain close while bytes are still
 * coming in makes the kernel send a reset, which can destroy the answer on its way; so only the sending side
 * is closed, and what comes in is read and dropped until the client ends or the time is over.
 *
 * To be called before the answer, which has to bear `Connection: close`: node:http then calls `destroySoon`.
 */
export function lingerOnClose(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end();
    socket.resume();
    const over = setTimeout(() => socket.destroy(), LINGER_MS);
    over.unref();
    socket.once('close', () => clearTimeout(over));
    socket.once('end', () => socket.destroy());
  };
}
