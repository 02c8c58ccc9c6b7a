import type { Environment } from '../cli/settings/environment.ts';
import type { Settings } from '../cli/settings/table.ts';
import type { GatewayDirectory } from '../gateways/directory.ts';
import { ec2Directory } from '../gateways/ec2/directory.ts';
import { refreshGateways } from '../reconcile/cloud-gateways.ts';
import type { Core } from './core.ts';
import type { Log } from './log.ts';

/** Who is asked for gateways that this service does not make; nobody where no endpoint is set. */
export function directoryOf(settings: Settings, env: Environment): GatewayDirectory | undefined {
  const { ec2Endpoint: endpoint, ec2AccessKeyId: accessKeyId } = settings;
  if (endpoint === undefined) return undefined;
  if (accessKeyId === undefined) return ec2Directory({ endpoint });
  const secretAccessKey = env['CROSSCONNECT_EC2_SECRET_ACCESS_KEY'] ?? '';
  return ec2Directory({ endpoint, credentials: { accessKeyId, secretAccessKey } });
}

/** Asks again and again; the end waits for the question that is under way. */
export function refreshEvery(
  seconds: number,
  directory: GatewayDirectory,
  core: Core,
  log: Log,
): { readonly stop: () => Promise<void> } {
  const onError = (loop: string, error: unknown) => log.error({ err: error, loop }, 'A loop failed');
  const { store, now, newSeq, random } = core;
  const { durations, factsRetold } = core.settings;
  const parts = { store, now, newSeq, random, durations, factsRetold, onError };
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  const turn = () => {
    running = refreshGateways(parts, directory)
      .then(() => store.wake())
      .catch((error: unknown) => onError('gateways', error))
      .finally(plan);
  };
  const plan = () => {
    if (!stopped) timer = setTimeout(turn, seconds * 1_000);
  };
  plan();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      directory.close();
      await running;
    },
  };
}
