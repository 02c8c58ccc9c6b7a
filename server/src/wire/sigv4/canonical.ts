import type { Headers } from '../headers.ts';

/** The parts of a request that a signature covers. */
export interface CanonicalInput {
  readonly method: string;
  /** As on the request line, without the query; percent escapes untouched. */
  readonly path: string;
  /** As on the request line, without the question mark. */
  readonly query: string;
  readonly headers: Headers;
  readonly signedHeaders: readonly string[];
  /** SHA-256 of the body, hexadecimal: made by the server, never the client's word. */
  readonly payloadHash: string;
}

/**
 * The canonical request of SigV4, one character per byte: header values are the bytes that were sent.
 *
 * @throws URIError when the query has a broken percent escape
 */
export function canonicalRequest(input: CanonicalInput): string {
  let headers = '';
  for (const name of input.signedHeaders)
    headers += `${name}:${canonicalValue(input.headers.get(name) ?? '')}\n`;
  return `${input.method}\n${canonicalPath(input.path)}\n${canonicalQuery(input.query)}\n${headers}\n${input.signedHeaders.join(';')}\n${input.payloadHash}`;
}

/** Outer blanks gone, inner runs of blanks and tabs as one blank. */
export function canonicalValue(value: string): string {
  return /^[ \t]|[ \t]{2}|\t|[ \t]$/.test(value)
    ? value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')
    : value;
}

/** Dot segments and empty ones resolved, then each octet of what is left encoded once more. */
export function canonicalPath(path: string): string {
  if (path === '/') return path;
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** Parameters decoded, encoded strictly, and sorted by name, then value. */
export function canonicalQuery(query: string): string {
  if (query === '') return query;
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return { name: encode(decodeURIComponent(name)), value: encode(decodeURIComponent(value)) };
    })
    .sort((a, b) => order(a.name, b.name) || order(a.value, b.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

/** RFC 3986: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
