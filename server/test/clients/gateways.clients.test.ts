// Virtual private and transit gateways that live in moto's EC2: made there with the SDK, used here.
import {
  AssociateVpcCidrBlockCommand,
  AttachVpnGatewayCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpnGatewayCommand,
  DetachVpnGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { associate, associationsOf, cidrs } from '../support/gateways.ts';
import { newVgw } from '../support/interfaces.ts';
import { refusalOf } from '../support/fault.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type Moto, startMoto } from './moto.testing.ts';

/** moto's only account, unless one has it assume roles. */
const caller = { account: '123456789012', region: 'us-east-1' };
const POLL = { timeout: 30_000, interval: 250 };

let moto: Moto;
let server: TestServer;
let ec2: EC2Client;
let gateway = '';

beforeAll(async () => {
  moto = await startMoto();
  const flags = ['--ec2-endpoint', moto.endpoint, '--ec2-refresh-seconds', '1'];
  server = await startServer({ process: true, flags: ['--lifecycle', 'fast', ...flags] });
  ec2 = new EC2Client({
    endpoint: moto.endpoint,
    region: caller.region,
    credentials: { accessKeyId: caller.account, secretAccessKey: 'test' },
  });
});
afterAll(async () => {
  ec2?.destroy();
  await server?.dispose();
  await moto?.stop();
});

async function newGateway(wish = {}): Promise<string> {
  const made = await server.call(
    'CreateDirectConnectGateway',
    { directConnectGatewayName: 'x', ...wish },
    caller,
  );
  const { directConnectGatewayId: id = '' } = made.directConnectGateway ?? {};
  const state = async () => {
    const { directConnectGateways: [one] = [] } = await server.call(
      'DescribeDirectConnectGateways',
      { directConnectGatewayId: id },
      caller,
    );
    return one?.directConnectGatewayState;
  };
  await vi.waitUntil(async () => (await state()) === 'available', POLL);
  return id;
}

async function newVpc(CidrBlock: string): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  return Vpc?.VpcId ?? '';
}

const known = async (id: string) => (await server.operator<object>('GET', `/cloud-gateways/${id}`)).body;

describe('a virtual private gateway of moto', () => {
  let vgw = '';
  let vpc = '';

  beforeAll(async () => {
    vpc = await newVpc('10.31.0.0/16');
    const { VpnGateway } = await ec2.send(
      new CreateVpnGatewayCommand({ Type: 'ipsec.1', AmazonSideAsn: 64_801 }),
    );
    vgw = VpnGateway?.VpnGatewayId ?? '';
    gateway = await newGateway();
  });

  test('is refused until it is attached to a VPC', async () => {
    expect(await refusalOf(associate(server, caller, gateway, vgw))).toMatchObject({
      message: `The VirtualGateway ${vgw} is not attached to a VPC`,
    });
  });

  test('brings the VPC’s networks', async () => {
    await ec2.send(new AttachVpnGatewayCommand({ VpcId: vpc, VpnGatewayId: vgw }));
    const made = await associate(server, caller, gateway, vgw);
    expect(made.allowedPrefixesToDirectConnectGateway).toEqual(cidrs('10.31.0.0/16'));
    expect(await known(vgw)).toMatchObject({ source: 'ec2', account: caller.account, amazonSideAsn: 64_801 });
  });

  test('is listed', async () => {
    const { virtualGateways } = await server.call('DescribeVirtualGateways', {}, caller);
    expect(virtualGateways).toEqual([{ virtualGatewayId: vgw, virtualGatewayState: 'available' }]);
  });

  test('has other networks when the VPC has', async () => {
    await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpc, CidrBlock: '10.32.0.0/16' }));
    await expect
      .poll(() => known(vgw), POLL)
      .toMatchObject({ networks: [{ networkId: vpc, cidrs: ['10.31.0.0/16', '10.32.0.0/16'] }] });
  });

  test('leaves when it is detached', async () => {
    await ec2.send(new DetachVpnGatewayCommand({ VpcId: vpc, VpnGatewayId: vgw }));
    await expect.poll(() => associationsOf(server, caller, gateway), POLL).toEqual([]);
  });

  test('that moto does not have does not exist', async () => {
    const id = newVgw();
    expect(await refusalOf(associate(server, caller, gateway, id))).toMatchObject({
      message: `The VirtualGateway ${id} does not exist.`,
    });
  });
});

test('a transit gateway of moto brings its ASN and its networks', async () => {
  const { TransitGateway } = await ec2.send(
    new CreateTransitGatewayCommand({ Options: { AmazonSideAsn: 64_802 } }),
  );
  const tgw = TransitGateway?.TransitGatewayId ?? '';
  const vpc = await newVpc('10.41.0.0/16');
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock: '10.41.0.0/24' }));
  await ec2.send(
    new CreateTransitGatewayVpcAttachmentCommand({
      TransitGatewayId: tgw,
      VpcId: vpc,
      SubnetIds: [Subnet?.SubnetId ?? ''],
    }),
  );
  const id = await newGateway();
  expect(await associate(server, caller, id, tgw, ['10.41.0.0/16'])).toMatchObject({
    associatedGateway: { id: tgw, type: 'transitGateway', ownerAccount: caller.account },
  });
  expect(await known(tgw)).toMatchObject({
    amazonSideAsn: 64_802,
    networks: [{ networkId: vpc, cidrs: ['10.41.0.0/16'] }],
  });
  expect(
    await refusalOf(associate(server, caller, await newGateway({ amazonSideAsn: 64_802 }), tgw)),
  ).toMatchObject({
    message: expect.stringContaining('have the same ASN 64802') as string,
  });
});
