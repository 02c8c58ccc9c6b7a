/** Inbound prefixes per family that a port carries: 5,000 at 1G and 10G, 30,000 at 100G, 50,000 at 400G [UG26]. */
const POOLS: Readonly<Record<string, number>> = {
  '1Gbps': 5_000,
  '10Gbps': 5_000,
  '100Gbps': 30_000,
  '400Gbps': 50_000,
};

/** Size of the pool of one dedicated connection, per address family. */
export function prefixPoolOf(bandwidth: string): number {
  return POOLS[bandwidth] ?? 0;
}
