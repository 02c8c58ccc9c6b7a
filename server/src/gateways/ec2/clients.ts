import type { EC2Client } from '@aws-sdk/client-ec2';
import type { Asking } from '../directory.ts';
import type { Ec2Settings } from './settings.ts';

/** The SDK, loaded with the first question: a server that asks nobody starts without it. */
export const sdk = () => import('@aws-sdk/client-ec2');

const CONNECT_MS = 1_000;
/** What is slow is tried once more, within the patience of the whole question. */
const ATTEMPTS = 2;
/** Clients that are kept: one for each account and Region that asks. */
const KEPT_MAX = 200;

/** Clients of the endpoint, made as they are needed. */
export interface Ec2Clients {
  of(asking: Asking): Promise<EC2Client>;
  close(): void;
}

export function ec2Clients({ endpoint, credentials }: Ec2Settings): Ec2Clients {
  const kept = new Map<string, EC2Client>();
  const close = () => {
    for (const client of kept.values()) client.destroy();
    kept.clear();
  };
  return {
    async of({ account, region }) {
      const { EC2Client } = await sdk();
      const key = credentials === undefined ? `${account} ${region}` : region;
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (kept.size >= KEPT_MAX) close();
      const client = new EC2Client({
        endpoint,
        region,
        credentials: credentials ?? { accessKeyId: account, secretAccessKey: 'test' },
        maxAttempts: ATTEMPTS,
        requestHandler: { connectionTimeout: CONNECT_MS },
      });
      kept.set(key, client);
      return client;
    },
    close,
  };
}
