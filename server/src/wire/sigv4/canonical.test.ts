import { getCanonicalHeaders, getCanonicalQuery } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalPath, canonicalQuery, canonicalRequest, canonicalValue } from './canonical.ts';
import { oracleCanonical } from './oracle.testing.ts';

const request = (query: Record<string, string | string[]>) => ({
  method: 'GET',
  protocol: 'http:',
  hostname: 'h',
  path: '/',
  headers: {},
  query,
});

describe('the same as @smithy/signature-v4', () => {
  test('header values, with runs of blanks and tabs', () => {
    const value = fc.string({ unit: fc.constantFrom(' ', '\t', 'a', 'é', '"', ',', ';') });
    fc.assert(
      fc.property(value, (text) => {
        expect(canonicalValue(text)).toBe(getCanonicalHeaders({ ...request({}), headers: { x: text } })['x']);
      }),
      { numRuns: 1000 },
    );
  });

  test('queries of any text, in any order, with repeated names', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 });
    const parameters = fc.dictionary(
      text.filter((name) => name !== '' && name.toLowerCase() !== 'x-amz-signature'),
      fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    );
    fc.assert(
      fc.property(parameters, fc.infiniteStream(fc.nat()), (query, dice) => {
        const pairs = Object.entries(query).flatMap(([name, value]) =>
          [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
        );
        const shuffled = pairs.toSorted(() => ((dice.next().value ?? 0) % 2) - 0.5);
        expect(canonicalQuery(shuffled.join('&'))).toBe(getCanonicalQuery(request(query)));
      }),
      { numRuns: 500 },
    );
  });

  test('paths with dots, empty segments, escapes and what is no letter', () => {
    const segment = fc.oneof(
      fc.constantFrom('', '.', '..', 'a', 'a b', 'ü', '%20', '%C3%BC', "!'()*", '~-_.', '$', '東'),
      fc.string({ maxLength: 4 }).filter((text) => !text.includes('/') && !text.includes('?')),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
        const path = `/${segments.join('/')}`;
        const library = oracleCanonical({ method: 'GET', path, headers: {} }, {}, '').split('\n')[1];
        expect(canonicalPath(path)).toBe(library);
      }),
      { numRuns: 1000 },
    );
  });

  test('the whole of a request', () => {
    const name = fc.stringMatching(/^x-[a-z0-9-]{1,10}$/);
    const headers = fc.dictionary(name, fc.string({ unit: 'binary-ascii', maxLength: 20 }), { minKeys: 1 });
    fc.assert(
      fc.property(headers, fc.constantFrom('GET', 'POST'), (values, method) => {
        const sent = new Map(
          Object.entries(values).map(([key, value]) => [key, value.replace(/[\r\n]/g, ' ')]),
        );
        const library = oracleCanonical(
          { method, path: '/a/b', headers: values },
          getCanonicalHeaders({ ...request({}), headers: values }),
          'hash',
        );
        const signedHeaders = [...sent.keys()].toSorted();
        const input = { method, path: '/a/b', query: '', headers: sent, signedHeaders, payloadHash: 'hash' };
        expect(canonicalRequest(input)).toBe(library);
      }),
    );
  });
});

describe('what the library does not say', () => {
  test('a broken escape is an error, not a guess', () => {
    expect(() => canonicalQuery('a=%zz')).toThrow(URIError);
  });

  test('a parameter without a value has an empty one, and a plus is a plus', () => {
    expect(canonicalQuery('b&a=1+1&&')).toBe('a=1%2B1&b=');
  });

  test('a name that begins like another is sorted by name, not by the text of the pair', () => {
    expect(canonicalQuery('a-b=1&a=2')).toBe('a=2&a-b=1');
  });
});
