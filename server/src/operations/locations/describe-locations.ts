import type { AvailableBillingMode } from '../../model/types.gen.ts';
import { devicesIn, locationsOf } from '../../store/queries/inventory.ts';
import { query } from '../operation.ts';
import { siteFrom } from '../support/site.ts';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DescribeLocations.html */
export default query('DescribeLocations', async (_input, ctx) => {
  const { reader, region } = ctx.look;
  const [rows, devices] = await Promise.all([locationsOf(reader, region), devicesIn(reader, region)]);
  const at = Map.groupBy(devices, ({ location }) => location);
  return {
    locations: rows.map((row) => {
      const site = siteFrom(row, at.get(row.code) ?? []);
      return {
        locationCode: row.code,
        locationName: row.name,
        region: row.region,
        availablePortSpeeds: site.speeds,
        availableProviders: site.providers,
        availableMacSecPortSpeeds: site.macSecSpeeds,
        availableBillingModes: JSON.parse(row.billingModes) as readonly AvailableBillingMode[],
      };
    }),
  };
});
