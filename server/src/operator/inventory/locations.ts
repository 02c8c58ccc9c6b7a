import { type LocationRow } from '../../store/tables/inventory.ts';
import { type Infer, list, nullable, object, optional } from '../schema.ts';
import { words } from '../views/common.ts';
import { billingModeSchema } from '../views/inventory.ts';

const SPEEDS = ['1G', '10G', '100G', '400G'] as const;

/** What may be said of a site beside its code and its name. */
export const locationMembers = {
  address: optional(nullable(words(500, 'Postal address of the facility, for letters.'))),
  providers: optional(list(words(200), { maxItems: 100 })),
  billingModes: optional(list(billingModeSchema, { minItems: 1, maxItems: 6 })),
};
const said = object(locationMembers);

type Said = Infer<typeof said>;

/** A site that the operator declares; pay-as-you-go where nothing is said. */
export function newLocation(region: string, code: string, name: string, wanted: Said): LocationRow {
  const payAsYouGo = [{ billingMode: 'PayAsYouGo', availablePortSpeeds: SPEEDS, includedRegions: [region] }];
  return {
    region,
    codeKey: code.toLowerCase(),
    code,
    name,
    address: null,
    providers: '[]',
    billingModes: JSON.stringify(payAsYouGo),
    ...storedLocation(wanted),
    source: 'operator',
    revision: 1,
  };
}

/** What was said, as the row keeps it. */
export function storedLocation({ address, providers, billingModes }: Said): Partial<LocationRow> {
  return {
    ...(address === undefined ? {} : { address }),
    ...(providers === undefined ? {} : { providers: JSON.stringify(providers) }),
    ...(billingModes === undefined ? {} : { billingModes: JSON.stringify(billingModes) }),
  };
}
