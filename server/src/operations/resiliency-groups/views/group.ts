import { arnOf } from '../../../domain/region.ts';
import type {
  ResiliencyGroup,
  ResiliencyGroupAssociation,
  ResiliencyGroupSummary,
  Tag,
} from '../../../model/types.gen.ts';
import type { ResiliencyAssociationRow, ResiliencyGroupRow } from '../../../store/tables/resiliency.ts';

/** A group on the wire: the model asked for at its creation is never answered [M26]. */
export function groupView(row: ResiliencyGroupRow): ResiliencyGroup {
  return { ...groupSummary(row), tags: JSON.parse(row.tags) as readonly Tag[] };
}

/** A group in a list: without tags [M26]. */
export function groupSummary(row: ResiliencyGroupRow): ResiliencyGroupSummary {
  return {
    resiliencyGroupId: row.id,
    resiliencyGroupArn: arnOf('dx-resiliency-group', row.region, row.account, row.id),
    resiliencyGroupName: row.name,
    resiliencyGroupType: row.type,
    ownerAccount: row.account,
    state: row.state,
  };
}

export function associationView(row: ResiliencyAssociationRow): ResiliencyGroupAssociation {
  return { resiliencyGroupId: row.groupId, connectionArn: row.connectionArn, state: row.state };
}
