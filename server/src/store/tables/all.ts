import type { Row, Table } from '../table.ts';
import { accessKeys, accounts, operatorTokens } from './accounts.ts';
import { adjRibsIn, bgpPeers, sessionEvents } from './bgp-peers.ts';
import { cloudGateways } from './cloud-gateways.ts';
import { connections } from './connections.ts';
import { customerRouters, flaps } from './customer-routers.ts';
import { failoverTests } from './failover-tests.ts';
import { associations, attachments, gateways, proposals } from './gateways.ts';
import { devices, locations, ports } from './inventory.ts';
import { lags } from './lags.ts';
import { leases } from './leases.ts';
import { macSecKeys, macSecSecrets } from './macsec-keys.ts';
import { crossConnects, letters } from './paperwork.ts';
import { records, storedSettings } from './records.ts';
import { idempotentAnswers, resiliencyAssociations, resiliencyGroups } from './resiliency.ts';
import { sessionTimers } from './session-timers.ts';
import { virtualInterfaces } from './virtual-interfaces.ts';

/** What a table holds: the sites and their gear, what customers and operators have done since, or the server's own. */
export type Holds = 'inventory' | 'history' | 'server';

/** Every table of the schema. */
export const TABLES: readonly { readonly table: Table<Row>; readonly holds: Holds }[] = [
  { table: locations as never, holds: 'inventory' },
  { table: devices as never, holds: 'inventory' },
  { table: ports as never, holds: 'inventory' },
  { table: accounts as never, holds: 'history' },
  { table: accessKeys as never, holds: 'history' },
  { table: connections as never, holds: 'history' },
  { table: lags as never, holds: 'history' },
  { table: letters as never, holds: 'history' },
  { table: crossConnects as never, holds: 'history' },
  { table: macSecKeys as never, holds: 'history' },
  { table: macSecSecrets as never, holds: 'history' },
  { table: resiliencyGroups as never, holds: 'history' },
  { table: resiliencyAssociations as never, holds: 'history' },
  { table: virtualInterfaces as never, holds: 'history' },
  { table: bgpPeers as never, holds: 'history' },
  { table: adjRibsIn as never, holds: 'history' },
  { table: sessionEvents as never, holds: 'history' },
  { table: customerRouters as never, holds: 'history' },
  { table: flaps as never, holds: 'history' },
  { table: sessionTimers as never, holds: 'history' },
  { table: gateways as never, holds: 'history' },
  { table: associations as never, holds: 'history' },
  { table: proposals as never, holds: 'history' },
  { table: attachments as never, holds: 'history' },
  { table: failoverTests as never, holds: 'history' },
  { table: cloudGateways as never, holds: 'history' },
  { table: idempotentAnswers as never, holds: 'history' },
  { table: records as never, holds: 'history' },
  { table: leases as never, holds: 'server' },
  { table: operatorTokens as never, holds: 'server' },
  { table: storedSettings as never, holds: 'server' },
];
