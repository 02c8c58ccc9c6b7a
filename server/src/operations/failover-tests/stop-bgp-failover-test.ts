import { granted } from '../../domain/fault.ts';
import { failoverTestLifecycle } from '../../domain/failover-test/lifecycle.ts';
import { noTest } from '../../domain/failover-test/start.ts';
import { step } from '../../domain/lifecycle.ts';
import { runningTest } from '../../store/queries/failover-tests.ts';
import { endTest } from '../../work/failover-tests.ts';
import { operation } from '../operation.ts';
import { ownLivingInterface } from '../virtual-interfaces/support/living.ts';
import { testView } from './views/test.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_StopBgpFailoverTest.html */
export default operation('StopBgpFailoverTest', async ({ virtualInterfaceId }, ctx) => {
  const row = await ownLivingInterface(ctx, virtualInterfaceId, 'stop its failover test');
  const test = await runningTest(ctx.look.reader, row.id);
  const phase = test && step(failoverTestLifecycle, test.state, 'cancel', ctx.now, ctx.settings.durations);
  if (test === undefined || phase === undefined) return granted(noTest(virtualInterfaceId));
  return { virtualInterfaceTest: testView(await endTest(ctx.work, test, phase)) };
});
