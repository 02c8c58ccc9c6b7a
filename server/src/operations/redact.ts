/** What a trail never shows, in request and answer alike [UG23], and this service's own secrets. */
const PROTECTED = new Set([
  'authKey',
  'customerAddress',
  'amazonAddress',
  'customerRouterConfig',
  'cak',
  'ckn',
]);

/** A request as the audit trail keeps it: JSON with secrets replaced. */
export function redacted(input: unknown): string {
  const text = JSON.stringify(input);
  // Most requests have no such member: the plain text is four times as fast.
  return MENTIONED.test(text) ? replaced(input) : text;
}

const MENTIONED = new RegExp(`"(?:${[...PROTECTED, 'asn'].join('|')})":`);

function replaced(input: unknown): string {
  return JSON.stringify(input, (member, value: unknown) => {
    if (PROTECTED.has(member)) return '[PROTECTED]';
    return member === 'asn' ? -1 : value;
  });
}
