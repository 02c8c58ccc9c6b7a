// Virtual private and transit gateways, and where traffic through them goes, from a terminal.
import { describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { newTgw } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { useServer } from '../support/server.ts';
import { CLOUD_GATEWAYS, GATEWAYS, routesNotAsked, terminalAt } from './cli.testing.ts';

const HERE = ['--region', 'us-east-1'] as const;

describe('crossconnect operator', () => {
  const server = useServer();
  const { asked, cli, done } = terminalAt(server);
  const gateways = (verb: string, ...rest: readonly string[]) => done('cloud-gateways', verb, ...rest);

  test('declares a gateway, attaches networks and takes them away', async () => {
    const [id, account] = [newVgw(), newAccount()];
    const line = (rest: string) =>
      new RegExp(`^GATEWAY .*\\n${id} +${account} +us-east-1 +64600 +${rest}\\n$`);
    const own = ['--account', account, ...HERE] as const;
    const made = await gateways('create', 'vgw', '--id', id, ...own, '--asn', '64600');
    expect(made).toMatch(line('available +declared +- +-'));
    const networks = 'vpc-1 10.1.0.0/16,2001:db8:1::/56';
    const attached = await gateways('attach', id, 'vpc-1', '--cidr', '10.1.0.0/16,2001:db8:1::/56');
    expect(attached).toMatch(line(`available +declared +${networks} +-`));
    expect(await gateways('attach', id, 'vpc-1', '--cidr', '10.2.0.0/16', '10.3.0.0/16')).toContain(
      'vpc-1 10.2.0.0/16,10.3.0.0/16',
    );
    expect(await gateways('detach', id, 'vpc-1')).toMatch(line('available +declared +- +-'));
    expect(await gateways('delete', id)).toMatch(line('deleted +declared +- +-'));
  });

  test('shares one, and shows it alone and among others', async () => {
    const [id, account, other] = [newTgw(), newAccount(), newAccount()];
    const own = ['--account', account, ...HERE] as const;
    await gateways('create', 'tgw', '--id', id, ...own);
    const { gatewayId } = JSON.parse(await gateways('create', 'tgw', ...own, '--json'))[0] as {
      gatewayId: string;
    };
    expect(gatewayId).toMatch(/^tgw-[0-9a-f]{17}$/);
    expect(await gateways('share', id, other)).toMatch(new RegExp(` ${other}\\n$`));
    expect(await gateways('show', id)).toMatch(new RegExp(`^sharedWith +${other}$`, 'm'));
    expect(await gateways('unshare', id, other)).toMatch(/ -\n$/);
    const listed = JSON.parse(await gateways('list', ...own, '--json')) as { gatewayId: string }[];
    const ids = listed.map((one) => one.gatewayId);
    expect(ids.toSorted()).toEqual([id, gatewayId].toSorted());
    expect(await gateways('list', '--account', account, '--region', 'eu-west-1')).toBe('None.\n');
  });

  test('says which way traffic goes, or that there is none', async () => {
    const [id, account] = [newVgw(), newAccount()];
    await gateways('create', 'vgw', '--id', id, '--account', account, ...HERE);
    expect(await done('gateways', 'paths', id, '10.20.3.4', ...HERE)).toBe('None.\n');
    const found = await done('gateways', 'paths', id, '2001:db8::1', ...HERE, '--json');
    expect(JSON.parse(found)).toEqual({ chosen: [], lost: [] });
  });

  test('has a command for every route about gateways', async () => {
    const isMeant = (path: string) => [CLOUD_GATEWAYS, GATEWAYS].some((own) => path.startsWith(own));
    expect(await routesNotAsked(server.endpoint, asked, isMeant)).toEqual([]);
  });

  test('refuses what is none, and says what is', async () => {
    const [id, account] = [newVgw(), newAccount()];
    const own = ['--account', account, ...HERE] as const;
    await gateways('create', 'vgw', '--id', id, ...own);
    const refusals: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['create', 'vpc', ...own], 2, /^crossconnect: "vpc" is not allowed here\nAllowed is vgw or tgw\n$/],
      [['create', 'vgw', ...HERE], 2, /required option '--account <account>' not specified\n/],
      [['create', 'vgw', ...own, '--asn', 'x'], 2, /--asn "x" is no number\nAllowed is a number/],
      [
        ['create', 'vgw', ...own, '--asn', '-5'],
        2,
        /: --asn -5 is not allowed\nAllowed is .* from 1 to 4294967294\n/,
      ],
      [
        ['create', 'vgw', ...own, '--id', newTgw()],
        2,
        /is of another kind\nAllowed is .* begins with vgw-\n/,
      ],
      [
        ['create', 'vgw', ...own, '--id', id],
        1,
        new RegExp(`There is a gateway ${id} already: it is ${account}'s`),
      ],
      [
        ['create', 'vgw', '--account', '12', ...HERE],
        2,
        /: --account "[^"]*" is not allowed\nAllowed is --account: 12 digits\n/,
      ],
      [['attach', id, 'vpc-1'], 2, /required option '--cidr <prefixes\.\.\.>' not specified\n/],
      [
        ['attach', id, 'vpc-1', '--cidr', '10.1.0.1/16'],
        2,
        /: \S+ 10\.1\.0\.1\/16 is no network\nAllowed is/,
      ],
      [
        ['attach', id, 'vpc 1', '--cidr', '10.1.0.0/16'],
        2,
        /: <network> "vpc 1" is not allowed\nAllowed is <network>: letters, digits/,
      ],
      [['detach', id, 'vpc-9'], 1, /vpc-9/],
      [['show', 'vgw-1'], 2, /: <gateway> "vgw-1" is not allowed\nAllowed is <gateway>: vgw- with 8 or 17/],
      [
        ['delete', 'vgw-00000000'],
        1,
        /There is no .*gateway vgw-00000000\ncrossconnect operator cloud-gateways list\n/,
      ],
      [['share', id, 'bob'], 2, /: <account> "bob" is not allowed\nAllowed is <account>: 12 digits\n/],
      [
        ['show', ''],
        2,
        /<gateway> is empty\nGive one, such as: crossconnect operator cloud-gateways show vgw-/,
      ],
    ];
    for (const [args, code, words] of refusals) {
      const ran = await cli('cloud-gateways', ...args);
      expect({ ...ran, args }).toMatchObject({ code, out: '', args });
      expect(ran.err).toMatch(words);
    }
    const nowhere = await cli('gateways', 'paths', id, '10.0.0.0/8', ...HERE);
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('destination') as string });
  });
});
