/** Speeds of a port of one's own [M][UG26]. */
export const DEDICATED_BANDWIDTHS: readonly string[] = ['1Gbps', '10Gbps', '100Gbps', '400Gbps'];

/** Slices that a partner sells [UG26][TF]. */
export const HOSTED_BANDWIDTHS: readonly string[] = [
  '50Mbps',
  '100Mbps',
  '200Mbps',
  '300Mbps',
  '400Mbps',
  '500Mbps',
  '1Gbps',
  '2Gbps',
  '5Gbps',
  '10Gbps',
  '25Gbps',
];

/** Bandwidth in Mbit/s, or undefined when the text is none: `^[1-9][0-9]*(M|G)bps$` [CFN]. */
export function mbpsOf(bandwidth: string): number | undefined {
  const match = /^([1-9][0-9]*)(M|G)bps$/.exec(bandwidth);
  if (match === null) return undefined;
  return Number(match[1]) * (match[2] === 'G' ? 1_000 : 1);
}

/** Units of a sum, the largest first, in Mbit/s. */
const UNITS = [
  ['Tbps', 1_000_000],
  ['Gbps', 1_000],
] as const;

/** A sum as text, in the largest unit that keeps it whole; `0Mbps` for none (GUESS #27). */
export function bandwidthText(mbps: number): string {
  const [unit, size] = UNITS.find(([, each]) => mbps > 0 && mbps % each === 0) ?? ['Mbps', 1];
  return `${mbps / size}${unit}`;
}

/** A location writes `10G` for the `10Gbps` of a connection [TFI#19257]. */
export function portSpeedOf(bandwidth: string): string {
  return bandwidth.replace(/bps$/, '');
}
