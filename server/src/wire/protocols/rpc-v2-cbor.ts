import type { WireService } from '../service.ts';
import type { Codec, Protocol } from './protocol.ts';

/** Smithy RPC v2 CBOR. The libraries behind it are loaded by the first request that needs them. */
export function rpcV2Cbor(service: WireService): Protocol {
  let codec: Promise<Codec> | undefined;
  return {
    name: 'rpcv2Cbor',
    headers: ['smithy-protocol', 'rpc-v2-cbor', 'Content-Type', 'application/cbor'],
    typeOf: (code) => `${service.namespace}#${code}`,
    codec: () => (codec ??= loadCodec(service)),
  };
}

async function loadCodec(service: WireService): Promise<Codec> {
  const [{ decodeCbor }, { cborEncoder }] = await Promise.all([
    import('./cbor-decode.ts'),
    import('./cbor-encode.ts'),
  ]);
  return { decode: decodeCbor, encode: cborEncoder(service.timestampMembers, service.blobMembers) };
}
