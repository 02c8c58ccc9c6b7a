// boto3 tries again by itself. What it repeats must not become two of what was ordered once.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { useServer } from '../support/server.ts';
import { type BotoClient, useBoto } from './boto.testing.ts';
import { useFlakyProxy } from './flaky-proxy.testing.ts';

const PARALLEL = 16;
const CREATES = 160;

function order(name: string) {
  return { location: 'EqDC2', bandwidth: '1Gbps', connectionName: name };
}

async function namesOf(dx: BotoClient): Promise<readonly string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await dx.call('DescribeConnections', nextToken === undefined ? {} : { nextToken });
    names.push(...(page.connections ?? []).map(({ connectionName = '' }) => connectionName));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return names.toSorted();
}

describe('a server that does what it is asked', () => {
  const server = useServer({ process: true, flags: ['--quotas', 'off'] });
  const boto = useBoto(server);

  test.each(['standard', 'legacy'] as const)(
    'is asked once, however many ask (%s retries)',
    async (retryMode) => {
      const dx = boto({ account: newAccount(), retryMode });
      const names = Array.from({ length: CREATES }, (_, n) => `order ${String(n).padStart(3, '0')}`);
      const waiting = [...names];
      const retries: (number | undefined)[] = [];
      const worker = async () => {
        for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
          retries.push((await dx.told('CreateConnection', order(name))).meta.retries);
        }
      };
      await Promise.all(Array.from({ length: PARALLEL }, worker));
      expect(retries.filter((times) => times !== 0)).toEqual([]);
      expect(await namesOf(dx)).toEqual(names);
    },
  );

  test('a refusal is not tried again', async () => {
    const dx = boto({ account: newAccount(), retryMode: 'legacy' });
    const refused = dx.call('CreateConnection', { ...order('nowhere'), location: 'Nowhere' });
    await expect(refused).rejects.toMatchObject({ meta: { retries: 0 } });
  });
});

describe('a network that loses what passes', () => {
  const server = useServer({ process: true });
  const boto = useBoto(server);
  const proxy = useFlakyProxy(server);
  const newClient = () => boto({ account: newAccount(), endpoint: proxy.endpoint });

  test('a connection that breaks before the order arrives: ordered once', async () => {
    const dx = newClient();
    proxy.next('refused', 'refused');
    const { meta } = await dx.told('CreateConnection', order('once'));
    expect(meta.retries).toBe(2);
    expect(await namesOf(dx)).toEqual(['once']);
  });

  test('an answer that is lost: with a client token there is still one', async () => {
    const dx = newClient();
    const group = { resiliencyGroupName: 'once', intendedResiliencyModel: 'basic-resiliency' } as const;
    proxy.next('answer lost');
    const { output, meta } = await dx.told('CreateResiliencyGroup', { ...group, clientToken: 'the same' });
    expect(meta.retries).toBe(1);
    const { items } = await dx.call('ListResiliencyGroups');
    expect(items).toMatchObject([{ resiliencyGroupId: output.resiliencyGroup?.resiliencyGroupId }]);
  });

  test('without one there are two: what has no token is not idempotent, here as there', async () => {
    // "Mutations are not idempotent: no client tokens" [M]; a person sees both in the next DescribeConnections.
    const dx = newClient();
    proxy.next('answer lost');
    await dx.call('CreateConnection', order('twice'));
    expect(await namesOf(dx)).toEqual(['twice', 'twice']);
    expect(proxy.happened).toEqual(['refused', 'refused', 'answer lost', 'answer lost']);
  });
});

describe('a server that is started anew in the middle', () => {
  const server = useServer({ process: true, flags: ['--quotas', 'off'] });
  const boto = useBoto(server);

  test('what was answered is there, once, and nothing else', async () => {
    const dx = boto({ account: newAccount() });
    const answered: string[] = [];
    let ended = false;
    const worker = async (own: number) => {
      for (let n = 0; !ended; n += 1) {
        const name = `order ${own}-${n}`;
        const done = await dx.call('CreateConnection', order(name)).catch(() => undefined);
        if (done !== undefined) answered.push(name);
      }
    };
    const workers = [1, 2, 3, 4].map(worker);
    await expect.poll(() => answered.length).toBeGreaterThan(20);
    const before = answered.length;
    // In good order: what is in flight is answered first.
    await server.restart();
    await expect.poll(() => answered.length, { timeout: 10_000 }).toBeGreaterThan(before + 20);
    ended = true;
    await Promise.all(workers);
    expect(await namesOf(dx)).toEqual(answered.toSorted());
  });
});
