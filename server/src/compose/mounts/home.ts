import type { IncomingMessage } from 'node:http';
import { VERSION } from '../../cli/version.ts';
import type { Settings } from '../../cli/settings/table.ts';
import type { Core } from '../core.ts';
import { storeName } from '../open-store.ts';
import { homeHtml } from './home-html.ts';
import { PAGE_HEADERS, type Page } from './mount.ts';

export interface HomeParts {
  readonly settings: Settings;
  readonly core: Pick<Core, 'clock' | 'regions' | 'settings'>;
}

/** A host and a port as they stand in a URL: what else a Host header may hold is not repeated. */
const HOST = /^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-fA-F:.]{2,45}\](:\d{1,5})?$/;

/** The page for whoever opens the endpoint in a browser. */
export function homePage({ settings, core }: HomeParts, req: IncomingMessage): Page {
  const text = homeHtml({
    version: VERSION,
    endpoint: endpointFor(settings, core, req),
    region: core.regions.example(settings.defaultRegion),
    lab: settings.profile === 'lab',
    open: settings.auth === 'open',
    facts: factsOf(settings, core),
  });
  return { status: 200, type: 'text/html; charset=utf-8', text, headers: PAGE_HEADERS };
}

/** As the asker reaches it: through a container's or a proxy's port, that is not the address that we listen on. */
function endpointFor(settings: Settings, core: HomeParts['core'], { headers }: IncomingMessage): string {
  const { host } = headers;
  const own = core.settings.publicUrl;
  if (settings.publicUrl !== undefined || host === undefined || !HOST.test(host)) return own;
  return `${own.startsWith('https') ? 'https' : 'http'}://${host}`;
}

function factsOf(
  settings: Settings,
  { clock, regions }: HomeParts['core'],
): readonly (readonly [string, string])[] {
  const everywhere = [
    ['Profile', settings.profile],
    ['Authentication', settings.auth === 'open' ? 'open: any access key' : 'verify: registered keys'],
    ['Regions', String(regions.count())],
    ['Clock', clockText(clock.now(), clock.offset())],
  ] as const;
  // What is nobody's business on a public network stays away from a public page.
  if (settings.profile === 'production') return everywhere;
  return [
    ...everywhere,
    ['Lifecycle', settings.lifecycle],
    ['Quotas', settings.quotas ? 'on' : 'off'],
    ['Default account', settings.defaultAccount],
    ['Store', storeName(settings.store)],
  ];
}

function clockText(now: number, offsetMs: number): string {
  const text = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return offsetMs === 0 ? text : `${text}, ${spanText(Math.round(offsetMs / 1000))} ahead of real time`;
}

/** The two largest units: `7 d 3 h`. */
function spanText(seconds: number): string {
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  const shown = units.slice(Math.max(first, 0), first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}
