/** The partition that a Region belongs to. */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc' {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}

/** Kinds of resources in ARNs [SAR]. */
export type ArnKind = 'dxcon' | 'dxlag' | 'dxvif' | 'dx-gateway' | 'dx-resiliency-group';

/** What is global has no Region in its ARN: gateways and resiliency groups [SAR][M26]. */
const GLOBAL: readonly ArnKind[] = ['dx-gateway', 'dx-resiliency-group'];

/** The ARN of a resource; `region` is where it lives, for its partition too (fidelity 3.2). */
export function arnOf(kind: ArnKind, region: string, account: string, id: string): string {
  const place = GLOBAL.includes(kind) ? '' : region;
  return `arn:${partitionOf(region)}:directconnect:${place}:${account}:${kind}/${id}`;
}

/** The parts of an ARN of this service, or undefined when it is none. Region is `''` for what is global. */
export function parseArn(
  arn: string,
):
  | { readonly kind: ArnKind; readonly region: string; readonly account: string; readonly id: string }
  | undefined {
  const match =
    /^arn:aws[a-z-]*:directconnect:([a-z0-9-]*):(\d{12}):(dxcon|dxlag|dxvif|dx-gateway|dx-resiliency-group)\/([\w-]+)$/.exec(
      arn,
    );
  if (match === null) return undefined;
  const [, region = '', account = '', kind = '', id = ''] = match;
  return { kind: kind as ArnKind, region, account, id };
}
