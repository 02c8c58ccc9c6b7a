import { textsIn } from '../../domain/texts-in.ts';
import type { Network } from '../../domain/cloud-gateway/networks.ts';
import type { CloudGatewayRow } from '../../store/tables/cloud-gateways.ts';
import { choice, type Infer, integer, list, object, text, time } from '../schema.ts';
import { iso } from './common.ts';

export const gatewayKind = choice(['virtualPrivateGateway', 'transitGateway']);
export const gatewayId = text({
  pattern: '^(vgw-([0-9a-f]{8}|[0-9a-f]{17})|tgw-[0-9a-f]{17})$',
  'x-allowed': 'vgw- with 8 or 17 hexadecimal digits, or tgw- with 17',
});
export const networkId = text({
  pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,63}$',
  'x-allowed': 'letters, digits and hyphens, at most 64, such as vpc-0123456789abcdef0',
});
export const cidrList = list(text({ examples: ['10.1.0.0/16'] }), {
  minItems: 1,
  maxItems: 1_000,
  description: 'Its prefixes, all of them.',
  'x-allowed': '1 to 1000 networks, such as 10.1.0.0/16 or 2001:db8:1::/56',
});

export const cloudGatewaySchema = object(
  {
    gatewayId,
    kind: gatewayKind,
    account: text(),
    region: text(),
    amazonSideAsn: integer(),
    state: choice(['pending', 'available', 'deleting', 'deleted']),
    networks: list(object({ networkId: text(), cidrs: list(text()) }), {
      description: 'What is behind it: of a virtual private gateway one network at most.',
    }),
    sharedWith: list(text(), { description: 'Accounts that may use it beside its owner.' }),
    source: choice(
      ['declared', 'assumed', 'ec2'],
      'Declared by an operator, taken as it came from the account that named it first, or told by an EC2 endpoint.',
    ),
    createdAt: time('When it was first known here.'),
    refreshedAt: time('When it was last declared or told.'),
  },
  { title: 'CloudGateway' },
);

export function cloudGatewayView(row: CloudGatewayRow): Infer<typeof cloudGatewaySchema> {
  return {
    gatewayId: row.id,
    kind: row.kind,
    account: row.account,
    region: row.region,
    amazonSideAsn: row.amazonSideAsn,
    state: row.state,
    networks: JSON.parse(row.networks) as readonly Network[],
    sharedWith: textsIn(row.sharedWith),
    source: row.source,
    createdAt: iso(row.createdAt),
    refreshedAt: iso(row.refreshedAt),
  };
}
