// What is accepted comes back byte for byte: in both protocols, after a restart, and without a meaning of its own on
// the pages and papers that show it.
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, test, vi } from 'vitest';
import { shapeOf } from '../../../scripts/gen/contract.ts';
import { newAccount } from '../support/accounts.ts';
import { inParallel, quickCall } from '../support/quick-call.ts';
import { useServer } from '../support/server.ts';
import { contract } from '../support/valid-inputs.ts';
import { LORE } from './lore.testing.ts';

// Thousands of calls a test: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

const texts = LORE.map(([, text]) => text);

/** The lore that the contract lets through for a member of that shape. */
function allowed(shapeName: string): readonly string[] {
  const { pattern = '', min = 0, max = Number.POSITIVE_INFINITY } = shapeOf(contract, shapeName);
  const fits = new RegExp(pattern, 'u');
  return texts.filter((text) => fits.test(text) && min <= text.length && text.length <= max);
}

const NAMES = allowed('ConnectionName');
const KEYS = allowed('TagKey');
const VALUES = allowed('TagValue');
const PROTOCOLS = ['json', 'cbor'] as const;

describe('names and tags', () => {
  const server = useServer({ flags: ['--quotas', 'off'] });
  const caller = { account: newAccount(), region: 'us-east-1' };
  const tags = VALUES.map((value, n) => ({ key: `k${n}`, value })).concat(
    KEYS.map((key) => ({ key, value: key })),
  );

  test('much of the lore is allowed', () => {
    expect(NAMES).toEqual(expect.arrayContaining(['__proto__', 'constructor', ' ', 'null', '0']));
    expect(KEYS).toEqual(
      expect.arrayContaining(['../../../../etc/passwd', 'Ωmega Жук 中文 العربية', 'a\u2028b\u2029c']),
    );
    expect(tags.length).toBeLessThanOrEqual(50);
  });

  async function readBack(protocol: (typeof PROTOCOLS)[number]) {
    const { connections = [] } = await server.call('DescribeConnections', {}, { ...caller, protocol });
    const { lags = [] } = await server.call('DescribeLags', {}, { ...caller, protocol });
    return {
      names: connections
        .filter(({ lagId }) => lagId === undefined)
        .map(({ connectionName }) => connectionName),
      lags: lags.map(({ lagName }) => lagName),
      tags: connections[0]?.tags,
      childTags: lags[0]?.connections?.[0]?.tags,
    };
  }

  test('are read back as they were sent, in both protocols, and after a restart', async () => {
    const at = { location: 'EqDC2', bandwidth: '1Gbps' };
    const lag = { location: 'EqDC2', connectionsBandwidth: '1Gbps', numberOfConnections: 1 };
    for (const [n, name] of NAMES.entries()) {
      const how = { ...caller, protocol: PROTOCOLS[n % 2] ?? 'json' };
      await server.call(
        'CreateConnection',
        { ...at, connectionName: name, ...(n === 0 ? { tags } : {}) },
        how,
      );
      await server.call(
        'CreateLag',
        { ...lag, lagName: name, ...(n === 0 ? { childConnectionTags: tags } : {}) },
        how,
      );
    }
    const wanted = { names: NAMES, lags: NAMES, tags, childTags: tags };
    for (const protocol of PROTOCOLS) expect(await readBack(protocol)).toEqual(wanted);
    await server.restart();
    for (const protocol of PROTOCOLS) expect(await readBack(protocol)).toEqual(wanted);
  });

  test('a client token is told from another by each character', async () => {
    const wish = { intendedResiliencyModel: 'basic-resiliency', resiliencyGroupName: 'token' };
    const tokens = [...new Set(texts.filter((text) => text.length <= 128))];
    const answers = await inParallel(tokens, (clientToken) =>
      quickCall(server.endpoint, caller, 'CreateResiliencyGroup', { ...wish, clientToken }),
    );
    const made = answers.filter(({ status }) => status === 200).map(({ text }) => text);
    expect(made.length).toBeGreaterThan(40);
    expect(new Set(made).size).toBe(made.length);
  });
});

describe('words of the operator', () => {
  const server = useServer();

  test('are kept as they were said, or refused', async () => {
    const kept: string[] = [];
    for (const text of texts) {
      const account = newAccount();
      const made = await server.operator<{ company: string }>('POST', '/accounts', {
        account,
        company: text,
      });
      expect([200, 201, 400]).toContain(made.status);
      if (made.status === 400) continue;
      const { body } = await server.operator<{ company: string }>('GET', `/accounts/${account}`);
      expect([made.body.company, body.company]).toEqual([text, text]);
      kept.push(text);
    }
    expect(kept).toEqual(
      expect.arrayContaining(['👩‍👩‍👧‍👦🇩🇪', '\u{10FFFF}\uFFFF', '<script>alert(1)</script>']),
    );
  });
});

describe('a letter', () => {
  const server = useServer({ flags: ['--operator-name', '<b>Example & Sons</b>'] });
  const account = newAccount();
  const PROVIDERS = [
    `<script>alert(1)</script>`,
    `"><img src=x onerror='alert(1)'>`,
    ') Tj ET Q (',
    '\\) Tj /Annots',
    'http://127.0.0.1:9/letters/forged',
    'a\r\nb\u202Ec\u{1F600}',
  ];

  test('shows what its customer wrote as text: no script on its page, no link and no operator in its PDF', async () => {
    const company = `"><script>alert('company')</script>`;
    await server.operator('POST', '/accounts', { account, company });
    const order = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'paper' };
    const { connectionId = '' } = await server.call('CreateConnection', order, { account });
    await server.settle();
    for (const providerName of PROVIDERS) {
      const { loaContent = '' } = await server.call(
        'DescribeLoa',
        { connectionId, providerName },
        { account },
      );
      const pdf = await getDocumentProxy(new Uint8Array(Buffer.from(loaContent, 'base64')));
      const { text } = await extractText(pdf, { mergePages: true });
      expect(text.replaceAll(/\s+/g, '')).toContain(printed(providerName));
      const annotations = await (await pdf.getPage(1)).getAnnotations();
      const links = (annotations as { url?: string }[]).map(({ url }) => url);
      expect(links).toEqual([expect.stringMatching(/\/letters\/[\w-]{24}$/)]);
      expect(links[0]).not.toContain('forged');
    }
    const { body } = await server.operator<Letters>('GET', `/letters?connectionId=${connectionId}`);
    const [{ letterId, link, providerName } = { letterId: '', link: '', providerName: '' }] = body.items;
    expect(providerName).toBe(PROVIDERS.at(-1));
    const reason = `<img src=x onerror="alert('reason')">`;
    const revoked = await server.operator('POST', `/letters/${letterId}/revoke`, { reason });
    expect(revoked.status).toBe(200);
    const page = await fetch(link);
    const html = await page.text();
    expect(html).toContain('It was revoked: &#60;img src=x onerror=&#34;alert');
    expect(html).not.toMatch(/<(script|img|b)\b/);
    expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'`);
  });

  interface Letters {
    readonly items: readonly { letterId: string; link: string; providerName: string | null }[];
  }

  /** What no font has is shown as its code point. */
  const printed = (text: string) =>
    text
      .replaceAll(
        /[\r\n\u202E]|\p{Extended_Pictographic}/gu,
        (one) => `<U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
      )
      .replaceAll(/\s+/g, '');

  test('its page is asked for with everything else, and answers that there is none', async () => {
    for (const text of texts.filter((one) => one.isWellFormed() && one.length < 2000)) {
      const { status, headers } = await fetch(`${server.endpoint}/letters/${encodeURIComponent(text)}`);
      expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    }
  });
});
