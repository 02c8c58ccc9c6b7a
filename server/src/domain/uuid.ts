/** A random UUID (version 4) as the service uses them for gateways, associations and tests. `bytes`: at least 16, random. */
export function uuidOf(bytes: Uint8Array): string {
  const marked = Array.from(bytes.subarray(0, 16), (byte, index) => {
    if (index === 6) return 0x40 | (byte & 0x0f);
    return index === 8 ? 0x80 | (byte & 0x3f) : byte;
  });
  const hex = marked.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
