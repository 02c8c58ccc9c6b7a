import { kindOfGateway } from '../../domain/cloud-gateway/kind.ts';
import { cloudGateway } from '../../store/queries/cloud-gateways.ts';
import { associationsWith } from '../../store/queries/gateways.ts';
import { interfacesOfVirtualGateway } from '../../store/queries/virtual-interfaces.ts';
import type { Reader } from '../../store/store.ts';
import { type CloudGatewayRow, cloudGateways } from '../../store/tables/cloud-gateways.ts';
import { usesOf } from '../../work/cloud-gateway-uses.ts';
import { deleteCloudGateway } from '../../work/cloud-gateways.ts';
import type { Work } from '../../work/context.ts';
import { act, type Call } from '../call.ts';
import { page } from '../paging.ts';
import { conflict, invalid, notFound } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { type Infer, integer, object, optional } from '../schema.ts';
import { cloudGatewaySchema, cloudGatewayView, gatewayId, gatewayKind } from '../views/cloud-gateway.ts';
import { accountId, pageMembers, pageOf, regionName } from '../views/common.ts';

/** What EC2 gives a gateway where none is asked for. */
const STANDARD_ASN = 64_512;
const ID_BYTES = 9;
/** So many of what stands in the way are named. */
const LEFT_SHOWN = 5;

const cloudGatewayParams = object({ gatewayId });
const creation = object({
  gatewayId: optional(gatewayId),
  kind: gatewayKind,
  account: accountId,
  region: regionName,
  amazonSideAsn: optional(
    integer({
      minimum: 1,
      maximum: 4_294_967_294,
      description: `Its AS number; ${STANDARD_ASN} by default.`,
    }),
  ),
});

/** Virtual private and transit gateways: what virtual interfaces and Direct Connect gateways lead to. */
export const cloudGatewayRoutes: readonly Route[] = [
  route({
    name: 'listCloudGateways',
    method: 'GET',
    path: '/cloud-gateways',
    summary: 'Virtual private and transit gateways that this service knows, deleted ones included',
    role: 'viewer',
    query: object({
      account: optional(accountId),
      region: optional(regionName),
      kind: optional(gatewayKind),
      ...pageMembers,
    }),
    answer: pageOf(cloudGatewaySchema),
    handle: ({ parts, query }) => {
      const { account, region, kind } = query;
      const keep = (row: CloudGatewayRow) =>
        (account ?? row.account) === row.account &&
        (region ?? row.region) === row.region &&
        (kind ?? row.kind) === row.kind;
      return page(parts.store.reader, query, { table: cloudGateways, keep }, cloudGatewayView);
    },
  }),
  route({
    name: 'createCloudGateway',
    method: 'POST',
    path: '/cloud-gateways',
    summary: 'Declares a virtual private or transit gateway; its networks come next',
    role: 'operator',
    body: creation,
    status: 201,
    answer: cloudGatewaySchema,
    handle: async (call) => cloudGatewayView(await create(call, call.body)),
  }),
  route({
    name: 'showCloudGateway',
    method: 'GET',
    path: '/cloud-gateways/:gatewayId',
    summary: 'One virtual private or transit gateway',
    role: 'viewer',
    params: cloudGatewayParams,
    answer: cloudGatewaySchema,
    handle: async ({ parts, params }) =>
      cloudGatewayView(await cloudGatewayOf(parts.store.reader, params.gatewayId)),
  }),
  route({
    name: 'deleteCloudGateway',
    method: 'DELETE',
    path: '/cloud-gateways/:gatewayId',
    summary: 'Deletes a virtual private or transit gateway that nothing uses',
    role: 'operator',
    params: cloudGatewayParams,
    answer: cloudGatewaySchema,
    handle: async (call) =>
      cloudGatewayView(
        await changeLiving(call, call.params.gatewayId, async (work, row) => {
          await checkUnused(work, row);
          return deleteCloudGateway(work, row);
        }),
      ),
  }),
];

/** @throws Problem when there is none */
async function cloudGatewayOf(reader: Reader, id: string): Promise<CloudGatewayRow> {
  const row = await cloudGateway(reader, id);
  if (row !== undefined) return row;
  throw notFound(
    'virtual private or transit gateway',
    id,
    'GET /operator/v1/cloud-gateways lists all (crossconnect operator cloud-gateways list)',
  );
}

/**
 * Changes one that lives.
 *
 * @throws Problem when there is none, or it is deleted
 */
export function changeLiving(
  call: Call,
  id: string,
  change: (work: Work, row: CloudGatewayRow) => Promise<CloudGatewayRow>,
): Promise<CloudGatewayRow> {
  const unit = async (work: Work) => {
    const row = await cloudGatewayOf(work.reader, id);
    if (row.state !== 'deleted') return change(work, row);
    throw conflict(
      `${id} is deleted`,
      'Declare it again: POST /operator/v1/cloud-gateways (crossconnect operator cloud-gateways create)',
    );
  };
  return act(call, unit, ({ account, region }) => ({ account, region }));
}

/** What stands on it would lead nowhere (GUESS: in EC2 it is detached first). @throws Problem that names what uses it */
async function checkUnused(work: Work, row: CloudGatewayRow): Promise<void> {
  const uses = await usesOf(work, row);
  if (uses.length === 0) return;
  throw conflict(
    `${row.id} is in use: ${uses.join(', ')}`,
    'End them first: DeleteDirectConnectGatewayAssociation, DeleteVirtualInterface',
  );
}

function create(call: Call, wanted: Infer<typeof creation>): Promise<CloudGatewayRow> {
  const { kind, account, region, amazonSideAsn = STANDARD_ASN } = wanted;
  checkKind(wanted);
  const unit = async (work: Work) => {
    const id = wanted.gatewayId ?? newId(work, kind);
    const known = await cloudGateway(work.reader, id);
    if (known !== undefined) await checkFree(work, known, wanted);
    const row: CloudGatewayRow = {
      id,
      kind,
      account,
      region,
      amazonSideAsn,
      state: 'available',
      networks: '[]',
      cidrs: '[]',
      prefixTimes: '[]',
      sharedWith: '[]',
      source: 'declared',
      createdAt: work.now,
      refreshedAt: work.now,
      revision: 1,
    };
    if (known === undefined) work.write.insert(cloudGateways, row);
    else work.write.update(cloudGateways, known, { ...row, revision: known.revision });
    return row;
  };
  return act(call, unit, () => ({ account, region }));
}

/**
 * An id that is declared again may be its last owner's alone while something of that time is left: routes are found by the
 * id, so another account's networks would be advertised there. The kind follows from the id.
 *
 * @throws Problem when it is not free
 */
async function checkFree(
  work: Work,
  known: CloudGatewayRow,
  { account, region }: Infer<typeof creation>,
): Promise<void> {
  if (known.state !== 'deleted') throw taken(known);
  if (known.account === account && known.region === region) return;
  const [interfaces, associations] = await Promise.all([
    interfacesOfVirtualGateway(work.reader, known.id),
    associationsWith(work.reader, known.id),
  ]);
  if (interfaces.length + associations.length === 0) return;
  const left = [...interfaces, ...associations].map(({ id }) => id).slice(0, LEFT_SHOWN);
  throw conflict(
    `${known.id} was ${known.account}'s in ${known.region}, and ${left.join(', ')} of that time still lead there`,
    'Wait until they are deleted, declare it for that account in that Region, or take another id',
  );
}

function taken({ id, account, source }: CloudGatewayRow) {
  const how = source === 'assumed' ? ', which named it first' : '';
  return conflict(
    `There is a gateway ${id} already: it is ${account}'s${how}`,
    `Change its networks: PUT /operator/v1/cloud-gateways/${id}/networks/NETWORK (crossconnect operator cloud-gateways attach ${id} NETWORK), delete it, or take another id`,
  );
}

/** @throws Problem where the id is one of the other kind */
function checkKind({ gatewayId: id, kind }: Infer<typeof creation>): void {
  if (id === undefined || kindOfGateway(id) === kind) return;
  const allowed = kind === 'transitGateway' ? 'an id that begins with tgw-' : 'an id that begins with vgw-';
  throw invalid([{ field: 'body.gatewayId', detail: `${id} is of another kind`, allowed }]);
}

function newId(work: Work, kind: CloudGatewayRow['kind']): string {
  const hex = Array.from(work.random(ID_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${kind === 'transitGateway' ? 'tgw' : 'vgw'}-${hex.slice(0, 17)}`;
}
