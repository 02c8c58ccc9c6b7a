/** What operators send or get that no trail may show. */
const PROTECTED = new Set(['secretAccessKey', 'sessionToken', 'token', 'cak', 'ckn', 'authKey']);

/** A request as the audit trail keeps it: JSON with secrets replaced. */
export function redacted(request: object): string {
  return JSON.stringify(request, (member, value: unknown) =>
    PROTECTED.has(member) && typeof value === 'string' ? '[PROTECTED]' : value,
  );
}
