/** A prefix as a number, written a second time: what is tested has its own. */
export interface PlainPrefix {
  readonly bits: 32 | 128;
  readonly value: bigint;
  readonly length: number;
}

export function parseCidr(text: string): PlainPrefix {
  const [address = '', length = ''] = text.split('/');
  if (!address.includes(':')) {
    const value = address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    return { bits: 32, value, length: Number(length) };
  }
  const [head = '', tail = ''] = address.split('::');
  const [left, right] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[],
  ];
  const gap = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const groups = [...left, ...gap, ...right];
  const value = groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
  return { bits: 128, value, length: Number(length) };
}

/** Whether `inner` is `outer` or lies inside. */
export function prefixCovers(outer: PlainPrefix, inner: PlainPrefix): boolean {
  if (outer.bits !== inner.bits || inner.length < outer.length) return false;
  const shift = BigInt(outer.bits - outer.length);
  return outer.value >> shift === inner.value >> shift;
}

export const prefixesOverlap = (a: PlainPrefix, b: PlainPrefix): boolean =>
  prefixCovers(a, b) || prefixCovers(b, a);
