import { describe, expect, test } from 'vitest';
import { SERVICE_ERRORS } from '../../src/model/operations.gen.ts';
import { type CatalogueEntry, FAULTS } from '../../src/wire/faults.ts';
import { callCbor, callJson, fakeService, startLab } from './wire.testing.ts';

const catalogue: [string, CatalogueEntry][] = Object.entries(FAULTS);

/** docs/errors.md, made from the catalogue: `npx vitest run server/test/wire/faults.test.ts -u` writes it anew. */
function renderPage(): string {
  const rows = catalogue.map(
    ([code, { status, text, when, source }]) =>
      `| \`${code}\` | ${status} | ${when} | ${text === undefined ? '' : `“${text}”`} | ${source} |`,
  );
  return `# Errors

What the API answers when it does not do what was asked. In JSON a fault is \`{"__type":"<code>","message":"…"}\`, in CBOR a
map of the same two members with the namespace before the code. Where the text column is empty, the message says what was
wrong with the very request, or is absent.

Every answer has an \`x-amzn-RequestId\`; the server's log has the same id beside the cause of a 500.

| Code | Status | When | Text | Source |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

The source column cites the evidence: M, M26 and SM are versions of the service's model, API26 its API reference of autumn
2026, TFI and terraform#n threads with real error texts, Athena a measurement of another service of the same framework; GUESS
is an inference that no source states.

This page is made from \`server/src/wire/faults.ts\`; a test keeps the two equal.
`;
}

test('the page of errors is the catalogue', async () => {
  await expect(renderPage()).toMatchFileSnapshot('../../../docs/errors.md');
});

describe('the catalogue', () => {
  test.each(Object.entries(SERVICE_ERRORS))('has the modelled %s with its status', (code, { status }) => {
    expect(FAULTS).toHaveProperty([code, 'status'], status);
  });

  test.each(catalogue)(
    '%s comes over both protocols with its status and text',
    async (code, { status, text }) => {
      const service = fakeService();
      const fault = { code };
      const operations = new Map(
        [...service.operations].map(([name, one]) => [name, { ...one, run: async () => ({ fault }) }]),
      );
      const lab = await startLab({}, {}, { ...service, operations });
      const json = await callJson(lab, 'DescribeConnections');
      expect([json.status, json.text]).toEqual([
        status,
        JSON.stringify({ __type: code, ...(text === undefined ? {} : { message: text }) }),
      ]);
      const cbor = await callCbor(lab, 'DescribeConnections');
      expect(cbor.status).toBe(status);
      expect(cbor.bytes.toString('latin1')).toContain(`com.amazonaws.directconnect#${code}`);
      expect(lab.metrics.map(({ outcome }) => outcome)).toEqual([code, code]);
      await lab.stop();
    },
  );

  test('a code that it does not have is a failure of the server, and logged', async () => {
    const service = fakeService();
    const operations = new Map(
      [...service.operations].map(([name, one]) => [
        name,
        { ...one, run: async () => ({ fault: { code: 'Odd' } }) },
      ]),
    );
    const lab = await startLab({}, {}, { ...service, operations });
    expect((await callJson(lab, 'DescribeConnections')).text).toContain('DirectConnectServerException');
    expect(lab.logged).toHaveLength(1);
    await lab.stop();
  });
});
