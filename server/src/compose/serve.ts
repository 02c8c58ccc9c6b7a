import { bannerText } from '../cli/banner.ts';
import { helpText } from '../cli/help.ts';
import { StartRefused } from '../cli/refusal.ts';
import { readFlags } from '../cli/settings/flags.ts';
import { readSettings } from '../cli/settings/read.ts';
import type { Settings } from '../cli/settings/table.ts';
import { VERSION } from '../cli/version.ts';
import { StoreUnusable } from '../store/store.ts';
import { createLog, type Log } from './log.ts';
import { endOnSignals, outliveReaders, reportCrashes } from './process-end.ts';
import { type Service, startService } from './service.ts';

/**
 * The command `serve`: a server until a signal ends it.
 *
 * @throws StartRefused with a line for the terminal
 */
export async function serve(args: readonly string[]): Promise<void> {
  const line = readFlags(args);
  if (line.help) return void process.stdout.write(helpText());
  if (line.version) return void process.stdout.write(`crossconnect ${VERSION}\n`);
  const settings = await readSettings(line, process.env);
  const log = createLog(settings.logLevel);
  outliveReaders();
  reportCrashes(log);
  const service = await started(settings, log);
  endOnSignals(service, log);
  announce(settings, service, log);
}

async function started(settings: Settings, log: Log): Promise<Service> {
  try {
    return await startService(settings, { env: process.env, log });
  } catch (error) {
    throw error instanceof StoreUnusable ? new StartRefused(error.message, { cause: error }) : error;
  }
}

/** For a person all that is needed to go on; for a program one line with the endpoint. */
function announce(settings: Settings, { endpoint, exampleRegion }: Service, log: Log): void {
  const open = settings.auth === 'open';
  process.stdout.write(
    process.stdout.isTTY
      ? bannerText({ version: VERSION, endpoint, region: exampleRegion, open })
      : `crossconnect ${VERSION} listens on ${endpoint}\n`,
  );
  const { profile, lifecycle, auth, data } = settings;
  log[profile === 'lab' ? 'debug' : 'info'](
    { version: VERSION, endpoint, profile, lifecycle, auth, data },
    'Started',
  );
}
