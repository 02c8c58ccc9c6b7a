import type { DirectConnectGatewayAttachment } from '../../../model/types.gen.ts';
import type { AttachmentRow } from '../../../store/tables/gateways.ts';

/** Types as three outputs of live accounts spell them [LIVE][BF]. */
const TYPES = { private: 'privateVirtualInterface', transit: 'transitVirtualInterface' } as const;

/** An attachment on the wire: its members are [M][CLI]. */
export function attachmentView(row: AttachmentRow): DirectConnectGatewayAttachment {
  return {
    directConnectGatewayId: row.directConnectGatewayId,
    virtualInterfaceId: row.virtualInterfaceId,
    virtualInterfaceRegion: row.virtualInterfaceRegion,
    virtualInterfaceOwnerAccount: row.account,
    // In lower case (GUESS #43).
    attachmentState: row.state,
    attachmentType: TYPES[row.kind],
    ...(row.stateChangeError === null ? {} : { stateChangeError: row.stateChangeError }),
  };
}
