/** Header lines by lower-case name; a repeated name has its values joined by a comma, as SigV4 signs them. */
export type Headers = ReadonlyMap<string, string>;

/**
 * node:http's own `headers` drop or merge repeated lines each in its own way, and a signature covers what was
 * sent: so they are read from the raw lines. Values are one character per byte (latin1).
 *
 * @param raw names and values in turn, as `IncomingMessage.rawHeaders` has them
 */
export function readHeaders(raw: readonly string[]): Headers {
  const headers = new Map<string, string>();
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = raw[i + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}
