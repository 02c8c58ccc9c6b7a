import type { Headers } from './headers.ts';
import { awsJson } from './protocols/aws-json.ts';
import type { Protocol } from './protocols/protocol.ts';
import { rpcV2Cbor } from './protocols/rpc-v2-cbor.ts';
import type { WireOperation, WireService } from './service.ts';

/** Where a request goes: to an operation, or to one that this service does not have. */
export interface Route {
  readonly protocol: Protocol;
  readonly operation: WireOperation | undefined;
}

/** Finds the protocol and the operation of a request; undefined: it is no call of this API. */
export type Router = (method: string, path: string, headers: Headers) => Route | undefined;

const RPC_PATH = /^\/service\/([^/]+)\/operation\/([^/]+)$/;

/**
 * awsJson1.1 has every call at `POST /` and names it in X-Amz-Target [M], RPC v2 CBOR names it in the path and
 * declares itself in smithy-protocol [Smithy specification].
 */
export function routerOf(service: WireService): Router {
  const prefix = `${service.targetPrefix}.`;
  const cbor = rpcV2Cbor(service);
  return (method, path, headers) => {
    if (method !== 'POST') return undefined;
    if (path === '/') {
      const target = headers.get('x-amz-target') ?? '';
      const name = target.startsWith(prefix) ? target.slice(prefix.length) : '';
      return { protocol: awsJson, operation: service.operations.get(name) };
    }
    const [, serviceName, name = ''] = RPC_PATH.exec(path) ?? [];
    if (serviceName === undefined) return undefined;
    const spoken = serviceName === service.targetPrefix && headers.get('smithy-protocol') === 'rpc-v2-cbor';
    return { protocol: cbor, operation: spoken ? service.operations.get(name) : undefined };
  };
}
