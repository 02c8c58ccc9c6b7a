// A few calls of EC2, in its query protocol, for tests that need no emulator.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface FakeVpc {
  readonly cidrs: readonly string[];
  readonly owner: string;
}

/** What the fake knows; tests change it while it runs. */
export interface FakeEc2 {
  readonly endpoint: string;
  readonly vpcs: Map<string, FakeVpc>;
  readonly virtual: Map<string, { readonly asn?: number; readonly state?: string; readonly vpc?: string }>;
  readonly transit: Map<
    string,
    { readonly asn: number; readonly owner: string; readonly vpcs: readonly string[] }
  >;
  /** Access keys and Regions of the calls so far, such as `111122223333 us-east-1 DescribeVpcs`. */
  readonly calls: string[];
  /** How many items it puts on a page, of what EC2 gives in pages. */
  pageSize: number;
  /** How it answers: as it should, never, or with an error. */
  mood: 'well' | 'silent' | 'broken';
  stop(): Promise<void>;
}

export async function startFakeEc2(): Promise<FakeEc2> {
  const server = createServer((req, res) => void answer(fake, req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeEc2 = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    vpcs: new Map(),
    virtual: new Map(),
    transit: new Map(),
    calls: [],
    pageSize: 100,
    mood: 'well',
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

async function answer(fake: FakeEc2, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const wish = new URLSearchParams(await text(req));
  const action = wish.get('Action') ?? '';
  const [, account = '', region = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(req.headers.authorization ?? '') ?? [];
  fake.calls.push(`${account} ${region} ${action}`);
  if (fake.mood === 'silent') return;
  const body = fake.mood === 'broken' ? undefined : ACTIONS[action]?.(fake, wish);
  const status = body === undefined ? 500 : body.includes('<Errors>') ? 400 : 200;
  res.writeHead(status, { 'content-type': 'text/xml' }).end(body ?? failure('InternalError'));
}

const failure = (code: string) =>
  `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>`;
const set = (name: string, items: readonly string[]) =>
  `<${name}>${items.map((item) => `<item>${item}</item>`).join('')}</${name}>`;
/** A page of an answer, and the token of the next one behind it. */
function page(name: string, items: readonly string[], { pageSize }: FakeEc2, wish: URLSearchParams): string {
  const start = Number(wish.get('NextToken') ?? 0);
  const end = start + pageSize;
  const next = end < items.length ? `<nextToken>${end}</nextToken>` : '';
  return set(name, items.slice(start, end)) + next;
}

const valuesOf = (wish: URLSearchParams, prefix: string) =>
  [...wish].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);

/** All of them, or those that are asked for by id; an id that names none is an error. */
function chosen<T>(
  all: ReadonlyMap<string, T>,
  ids: readonly string[],
): readonly (readonly [string, T])[] | undefined {
  if (ids.length === 0) return [...all];
  const found = ids.flatMap((id) => [...all].filter(([name]) => name === id));
  return found.length < ids.length ? undefined : found;
}

type Action = (fake: FakeEc2, wish: URLSearchParams) => string;

const ACTIONS: Readonly<Record<string, Action>> = {
  DescribeVpnGateways({ virtual }, wish) {
    const found = chosen(virtual, valuesOf(wish, 'VpnGatewayId.'));
    if (found === undefined) return failure('InvalidVpnGatewayID.NotFound');
    const items = found.map(
      ([id, { asn = 64_512, state = 'available', vpc }]) =>
        `<vpnGatewayId>${id}</vpnGatewayId><state>${state}</state><amazonSideAsn>${asn}</amazonSideAsn>` +
        set('attachments', vpc === undefined ? [] : [`<vpcId>${vpc}</vpcId><state>attached</state>`]),
    );
    return `<DescribeVpnGatewaysResponse>${set('vpnGatewaySet', items)}</DescribeVpnGatewaysResponse>`;
  },
  DescribeVpcs(fake, wish) {
    const wanted = valuesOf(wish, 'Filter.1.Value');
    if (wanted.length > 200) return failure('FilterLimitExceeded');
    const items = [...fake.vpcs].filter(([id]) => wanted.includes(id)).map(([id, vpc]) => vpcItem(id, vpc));
    return `<DescribeVpcsResponse>${page('vpcSet', items, fake, wish)}</DescribeVpcsResponse>`;
  },
  DescribeTransitGateways(fake, wish) {
    const found = chosen(fake.transit, valuesOf(wish, 'TransitGatewayIds.'));
    if (found === undefined) return failure('InvalidTransitGatewayID.NotFound');
    const items = found.map(
      ([id, { asn, owner }]) =>
        `<transitGatewayId>${id}</transitGatewayId><state>available</state><ownerId>${owner}</ownerId>` +
        `<options><amazonSideAsn>${asn}</amazonSideAsn></options>`,
    );
    return `<DescribeTransitGatewaysResponse>${page('transitGatewaySet', items, fake, wish)}</DescribeTransitGatewaysResponse>`;
  },
  DescribeTransitGatewayVpcAttachments(fake, wish) {
    const [id = ''] = valuesOf(wish, 'Filter.1.Value');
    const items = (fake.transit.get(id)?.vpcs ?? []).map(
      (vpc) => `<transitGatewayId>${id}</transitGatewayId><vpcId>${vpc}</vpcId><state>available</state>`,
    );
    return `<DescribeTransitGatewayVpcAttachmentsResponse>${page('transitGatewayVpcAttachments', items, fake, wish)}</DescribeTransitGatewayVpcAttachmentsResponse>`;
  },
};

function vpcItem(id: string, { cidrs, owner }: FakeVpc): string {
  const v4 = cidrs.filter((cidr) => !cidr.includes(':'));
  const v6 = cidrs.filter((cidr) => cidr.includes(':'));
  const v4Items = v4.map(
    (cidr) => `<cidrBlock>${cidr}</cidrBlock><cidrBlockState><state>associated</state></cidrBlockState>`,
  );
  // One that has been taken out is still shown for a while.
  v4Items.push(
    '<cidrBlock>192.0.2.0/24</cidrBlock><cidrBlockState><state>disassociated</state></cidrBlockState>',
  );
  const v6Items = v6.map(
    (cidr) =>
      `<ipv6CidrBlock>${cidr}</ipv6CidrBlock><ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState>`,
  );
  return (
    `<vpcId>${id}</vpcId><ownerId>${owner}</ownerId><cidrBlock>${v4[0] ?? ''}</cidrBlock>` +
    set('cidrBlockAssociationSet', v4Items) +
    set('ipv6CidrBlockAssociationSet', v6Items)
  );
}
