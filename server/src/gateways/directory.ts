import type { Heard, HeardGateway } from '../domain/cloud-gateway/heard.ts';

/** For whom one asks, and in which Region. */
export interface Asking {
  readonly account: string;
  readonly region: string;
  /** Whose a gateway is known to be: one that is attached to nothing may not say it. */
  readonly ownerOf?: (id: string) => string | undefined;
}

/**
 * Who knows the virtual private and transit gateways that this service does not make. It is asked outside every unit of
 * work, answers in a few seconds whatever happens, and never throws: that nobody answers is an answer.
 */
export interface GatewayDirectory {
  /** One gateway by its id. */
  ask(id: string, asking: Asking): Promise<Heard>;
  /** The virtual private gateways of an account in a Region; undefined when nobody answers. */
  virtualGateways(asking: Asking): Promise<readonly HeardGateway[] | undefined>;
  close(): void;
}
