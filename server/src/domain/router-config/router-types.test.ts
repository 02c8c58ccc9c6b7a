import { expect, test } from 'vitest';
import { routerTypeOf, routerTypes } from './router-types.ts';

test.each([
  ['CiscoSystemsInc-2900SeriesRouters-IOS124', '2900 Series Routers', 'IOS 12.4+', 'router-cisco', ''],
  ['CiscoSystemsInc-3700SeriesRouters-IOS124', '3700 Series Routers', 'IOS 12.4+', 'router-cisco', ''],
  ['CiscoSystemsInc-7200SeriesRouters-IOS124', '7200 Series Routers', 'IOS 12.4+', 'router-cisco', ''],
  [
    'CiscoSystemsInc-Nexus7000SeriesSwitches-NXOS51',
    'Nexus 7000 Series Switches',
    'NX-OS 5.1+',
    'switch-cisco-nexus',
    '',
  ],
  [
    'CiscoSystemsInc-Nexus9KSeriesSwitches-NXOS93',
    'Nexus 9K+ Series Switches',
    'NX-OS 9.3+',
    'switch-cisco-nexus',
    'customer-switch-cisco-nexus-generic-macsec.xslt',
  ],
  [
    'JuniperNetworksInc-MMXSeriesRouters-JunOS95',
    'M/MX Series Routers',
    'JunOS 9.5+',
    'router-juniper',
    'customer-router-juniper-generic-macsec.xslt',
  ],
  ['JuniperNetworksInc-SRXSeriesRouters-JunOS95', 'SRX Series Routers', 'JunOS 9.5+', 'router-juniper', ''],
  ['JuniperNetworksInc-TSeriesRouters-JunOS95', 'T Series Routers', 'JunOS 9.5+', 'router-juniper', ''],
  [
    'PaloAltoNetworks-PA3000and5000series-PANOS803',
    'PA-3000+ and 5000+ series',
    'PAN-OS 8.0.3+',
    'router-palo-alto',
    '',
  ],
])('%s is as the service has it', (identifier, platform, software, template, macSec) => {
  const type = routerTypeOf(identifier);
  const vendor = { C: 'Cisco Systems, Inc.', J: 'Juniper Networks, Inc.', P: 'Palo Alto Networks' };
  expect(type).toEqual({
    vendor: vendor[identifier.charAt(0) as keyof typeof vendor],
    platform,
    software,
    xsltTemplateName: `customer-${template}-generic.xslt`,
    xsltTemplateNameForMacSec: macSec,
    routerTypeIdentifier: identifier,
  });
});

test('eleven kinds, each found by its identifier', () => {
  expect(routerTypes).toHaveLength(11);
  for (const type of routerTypes) expect(routerTypeOf(type.routerTypeIdentifier)).toBe(type);
});

test.each([
  [undefined, 'routerTypeIdentifier is missing: one of '],
  ['', 'Router Type  is not valid: one of '],
  ['toString', 'Router Type toString is not valid: one of '],
  [
    'ciscosystemsinc-2900seriesrouters-ios124',
    'Router Type ciscosystemsinc-2900seriesrouters-ios124 is not valid: one of ',
  ],
])('%j is refused, with what is allowed', (identifier, start) => {
  const known = routerTypes.map(({ routerTypeIdentifier }) => routerTypeIdentifier).join(', ');
  expect(routerTypeOf(identifier)).toEqual({
    refused: 'DirectConnectClientException',
    message: `${start}${known}`,
  });
});
