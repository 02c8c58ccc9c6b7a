import { granted } from '../../domain/fault.ts';
import { heldPeers, TEST_MINUTES } from '../../domain/failover-test/start.ts';
import { uuidOf } from '../../domain/uuid.ts';
import { peersOf } from '../../store/queries/bgp-peers.ts';
import { startTest } from '../../work/failover-tests.ts';
import { operation } from '../operation.ts';
import { ownLivingInterface } from '../virtual-interfaces/support/living.ts';
import { testView } from './views/test.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_StartBgpFailoverTest.html */
export default operation('StartBgpFailoverTest', async (input, ctx) => {
  const row = await ownLivingInterface(ctx, input.virtualInterfaceId, 'test its failover');
  const peers = await peersOf(ctx.look.reader, row.id);
  const held = granted(
    heldPeers({
      virtualInterfaceId: row.id,
      state: row.state,
      peers: peers.filter(({ state }) => state !== 'deleting').map(({ id }) => id),
      asked: input.bgpPeers,
    }),
  );
  const minutes = input.testDurationInMinutes ?? TEST_MINUTES;
  const test = await startTest(ctx.work, row, { id: uuidOf(ctx.random(16)), peers: held, minutes });
  return { virtualInterfaceTest: testView(test) };
});
