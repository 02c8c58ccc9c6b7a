import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendText } from './answer.ts';
import type { Mount, WireLog } from './service.ts';

/** Hands a request to its mount. Never rejects: what fails there must not end the process. */
export async function serveMount(
  mount: Mount,
  req: IncomingMessage,
  res: ServerResponse,
  log: WireLog,
): Promise<void> {
  try {
    await mount.handle(req, res);
  } catch (error) {
    log.error({ err: error, method: req.method, url: req.url }, 'A request failed');
    if (res.headersSent) res.destroy();
    else sendText(res, 500, 'The server failed; its log says why.\n');
  }
}
