import { core } from './0001-core.ts';
import { macSecSecrets } from './0002-macsec-secrets.ts';
import { virtualInterfaces } from './0003-virtual-interfaces.ts';
import { leases } from './0009-leases.ts';
import { digestsAndTheLiving } from './0010-digests-and-the-living.ts';
import { informationRequests } from './0012-information-requests.ts';
import { prefixTimes } from './0013-prefix-times.ts';
import { sessionTimers } from './0015-session-timers.ts';
import { livingHostedConnections } from './0016-living-hosted-connections.ts';
import { logicalRedundancy } from './0017-logical-redundancy.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order: a new one comes last, with a number of its own. A fresh database equals the sum of all. */
export const migrations: readonly Migration[] = [
  core,
  macSecSecrets,
  virtualInterfaces,
  leases,
  digestsAndTheLiving,
  informationRequests,
  prefixTimes,
  sessionTimers,
  livingHostedConnections,
  logicalRedundancy,
];
