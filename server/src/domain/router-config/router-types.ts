import { type Refusal, refuse } from '../refusal.ts';

/** A kind of router that configurations are written for, with the members of the wire. */
export interface RouterType {
  readonly vendor: string;
  readonly platform: string;
  readonly software: string;
  readonly xsltTemplateName: string;
  /** Empty where the kind has no configuration with MACsec. */
  readonly xsltTemplateNameForMacSec: string;
  readonly routerTypeIdentifier: RouterTypeIdentifier;
}

const cisco = { vendor: 'Cisco Systems, Inc.' };
const ios = {
  ...cisco,
  software: 'IOS 12.4+',
  xsltTemplateName: 'customer-router-cisco-generic.xslt',
  xsltTemplateNameForMacSec: '',
};
const nexus = { ...cisco, xsltTemplateName: 'customer-switch-cisco-nexus-generic.xslt' };
const juniper = {
  vendor: 'Juniper Networks, Inc.',
  software: 'JunOS 9.5+',
  xsltTemplateName: 'customer-router-juniper-generic.xslt',
  xsltTemplateNameForMacSec: '',
};

/** Those that the service has, to the letter (fidelity 4.9) [TF]. */
const SERVICES = {
  'CiscoSystemsInc-2900SeriesRouters-IOS124': { ...ios, platform: '2900 Series Routers' },
  'CiscoSystemsInc-3700SeriesRouters-IOS124': { ...ios, platform: '3700 Series Routers' },
  'CiscoSystemsInc-7200SeriesRouters-IOS124': { ...ios, platform: '7200 Series Routers' },
  'CiscoSystemsInc-Nexus7000SeriesSwitches-NXOS51': {
    ...nexus,
    platform: 'Nexus 7000 Series Switches',
    software: 'NX-OS 5.1+',
    xsltTemplateNameForMacSec: '',
  },
  'CiscoSystemsInc-Nexus9KSeriesSwitches-NXOS93': {
    ...nexus,
    platform: 'Nexus 9K+ Series Switches',
    software: 'NX-OS 9.3+',
    xsltTemplateNameForMacSec: 'customer-switch-cisco-nexus-generic-macsec.xslt',
  },
  'JuniperNetworksInc-MMXSeriesRouters-JunOS95': {
    ...juniper,
    platform: 'M/MX Series Routers',
    xsltTemplateNameForMacSec: 'customer-router-juniper-generic-macsec.xslt',
  },
  'JuniperNetworksInc-SRXSeriesRouters-JunOS95': { ...juniper, platform: 'SRX Series Routers' },
  'JuniperNetworksInc-TSeriesRouters-JunOS95': { ...juniper, platform: 'T Series Routers' },
  'PaloAltoNetworks-PA3000and5000series-PANOS803': {
    vendor: 'Palo Alto Networks',
    platform: 'PA-3000+ and 5000+ series',
    software: 'PAN-OS 8.0.3+',
    xsltTemplateName: 'customer-router-palo-alto-generic.xslt',
    xsltTemplateNameForMacSec: '',
  },
} as const;

/** This project's own: routers that anybody can run, so that a configuration can be tried at once. */
const OWN = {
  'FRRouting-LinuxRouters-FRR84': {
    vendor: 'FRRouting',
    platform: 'Linux Routers',
    software: 'FRR 8.4+',
    xsltTemplateName: 'customer-router-frr-generic.xslt',
    xsltTemplateNameForMacSec: 'customer-router-frr-generic-macsec.xslt',
  },
  'BIRD-LinuxRouters-BIRD20': {
    vendor: 'BIRD',
    platform: 'Linux Routers',
    software: 'BIRD 2.0+',
    xsltTemplateName: 'customer-router-bird-generic.xslt',
    xsltTemplateNameForMacSec: 'customer-router-bird-generic-macsec.xslt',
  },
} as const;

const TYPES = { ...SERVICES, ...OWN };

export type RouterTypeIdentifier = keyof typeof TYPES;

/** All kinds of router: the service's, then this project's own. */
export const routerTypes: readonly RouterType[] = Object.entries(TYPES).map(([identifier, type]) => ({
  ...type,
  routerTypeIdentifier: identifier as RouterTypeIdentifier,
}));

/** The kind of router that is asked for. The model lets it be left out, yet the call fails without it [TF]. */
export function routerTypeOf(identifier: string | undefined): RouterType | Refusal {
  const type = routerTypes.find(({ routerTypeIdentifier }) => routerTypeIdentifier === identifier);
  if (type !== undefined) return type;
  const known = routerTypes.map(({ routerTypeIdentifier }) => routerTypeIdentifier).join(', ');
  // A client exception (GUESS #45); the texts are a GUESS.
  if (identifier === undefined) return refuse(`routerTypeIdentifier is missing: one of ${known}`);
  return refuse(`Router Type ${identifier} is not valid: one of ${known}`);
}
