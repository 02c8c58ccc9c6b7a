import { isRefusal, type Refusal } from '../refusal.ts';
import { type Facts, factsOf } from './facts.ts';
import { instructions } from './instructions.ts';
import type { RouterType, RouterTypeIdentifier } from './router-types.ts';
import type { Template } from './template.ts';
import { bird } from './templates/bird.ts';
import { ios } from './templates/cisco-ios.ts';
import { nexus7000, nexus9000 } from './templates/cisco-nx-os.ts';
import { frr } from './templates/frr.ts';
import { mSeries, srx, tSeries } from './templates/junos.ts';
import { panOs } from './templates/pan-os.ts';
import type { RouterConfigVif } from './vif.ts';

const TEMPLATES: Readonly<Record<RouterTypeIdentifier, Template>> = {
  'CiscoSystemsInc-2900SeriesRouters-IOS124': ios,
  'CiscoSystemsInc-3700SeriesRouters-IOS124': ios,
  'CiscoSystemsInc-7200SeriesRouters-IOS124': ios,
  'CiscoSystemsInc-Nexus7000SeriesSwitches-NXOS51': nexus7000,
  'CiscoSystemsInc-Nexus9KSeriesSwitches-NXOS93': nexus9000,
  'JuniperNetworksInc-MMXSeriesRouters-JunOS95': mSeries,
  'JuniperNetworksInc-SRXSeriesRouters-JunOS95': srx,
  'JuniperNetworksInc-TSeriesRouters-JunOS95': tSeries,
  'PaloAltoNetworks-PA3000and5000series-PANOS803': panOs,
  'FRRouting-LinuxRouters-FRR84': frr,
  'BIRD-LinuxRouters-BIRD20': bird,
};

/** Stands for a key that a person has to type. */
const KEY_TO_TYPE = 'REPLACE-BY-THE-BGP-KEY';

/**
 * The configuration of a customer's router for a virtual interface: instructions as comments, then what the router reads.
 * All words are this project's own (guesses #44).
 */
export function routerConfiguration(type: RouterType, vif: RouterConfigVif): string | Refusal {
  const facts = factsOf(vif);
  if (isRefusal(facts)) return facts;
  const template = TEMPLATES[type.routerTypeIdentifier];
  const steps = [...template.steps(facts), ...keysToType(facts, template)];
  const lines = [
    ...instructions(facts, type, steps).map((line) => `${template.comment} ${line}`.trimEnd()),
    template.comment,
    ...template.configuration(withKeysThatFit(facts, template)),
  ];
  return `${lines.join('\n')}\n`;
}

function withKeysThatFit(facts: Facts, { keys }: Template): Facts {
  const sessions = facts.sessions.map((session) =>
    keys.test(session.key) ? session : { ...session, key: KEY_TO_TYPE },
  );
  return { ...facts, sessions };
}

/** A key with characters that mean something else to a router cannot be written down for it. */
function keysToType(facts: Facts, { keys }: Template): readonly string[] {
  return facts.sessions
    .filter(({ key }) => !keys.test(key))
    .map(
      ({ label }) =>
        `The key of the session ${label} has characters that mean something else here: type it over ${KEY_TO_TYPE}.`,
    );
}
