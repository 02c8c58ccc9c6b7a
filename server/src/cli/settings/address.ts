import { isIPv6 } from 'node:net';

/** Addresses that mean "all of them", and one of each by which this machine reaches itself. */
const WILDCARDS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** Where this machine reaches a server that listens there, such as `http://127.0.0.1:4590`. */
export function addressText(scheme: 'http' | 'https', host: string, port: number): string {
  const name = WILDCARDS[host] ?? host;
  return `${scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
