import type { Heard } from '../../domain/cloud-gateway/heard.ts';
import { kindOfGateway } from '../../domain/cloud-gateway/kind.ts';
import type { Asking, GatewayDirectory } from '../directory.ts';
import { ec2Clients } from './clients.ts';
import type { Ec2Settings } from './settings.ts';
import { transitGateways } from './transit.ts';
import { type Reading, virtualGateways } from './virtual.ts';

/** How long one question may take, all its calls together. */
const PATIENCE_MS = 4_000;

/** An EC2-compatible endpoint that knows virtual private and transit gateways. */
export function ec2Directory(settings: Ec2Settings): GatewayDirectory {
  const clients = ec2Clients(settings);
  const reading = (asking: Asking): Reading => ({
    ...asking,
    // With an account's own key what it sees is its own.
    ownerOf:
      settings.credentials === undefined ? () => asking.account : (asking.ownerOf ?? (() => undefined)),
    abortSignal: AbortSignal.timeout(PATIENCE_MS),
  });
  return {
    async ask(id, asking): Promise<Heard> {
      try {
        const client = await clients.of(asking);
        const isTransit = kindOfGateway(id) === 'transitGateway';
        const found = await (isTransit ? transitGateways : virtualGateways)(client, id, reading(asking));
        const gateway = found.find((one) => one.id === id);
        return gateway === undefined ? { none: true } : { gateway };
      } catch (error) {
        return isUnknown(error) ? { none: true } : { silent: reasonOf(error) };
      }
    },
    async virtualGateways(asking) {
      try {
        return await virtualGateways(await clients.of(asking), undefined, reading(asking));
      } catch {
        return undefined;
      }
    },
    close: () => clients.close(),
  };
}

/** `InvalidVpnGatewayID.NotFound`, `InvalidTransitGatewayID.Malformed` and the like: there is none. */
function isUnknown(error: unknown): boolean {
  return error instanceof Error && /^Invalid\w*Gateway\w*\.(NotFound|Malformed)$/.test(error.name);
}

/** For the caller, so without addresses: a code such as ECONNREFUSED, or an error's name. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'it did not answer in time';
  const { code } = error as { readonly code?: unknown };
  return `it answered ${typeof code === 'string' ? code : error.name}`;
}
