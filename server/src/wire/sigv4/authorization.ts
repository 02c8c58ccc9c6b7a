import { WireFault } from '../faults.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const TERMINATOR = 'aws4_request';

/** What an Authorization header says, syntactically complete. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `date/region/service/aws4_request` */
  readonly scope: string;
  /** In the header's own order. */
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hexadecimal digits. */
  readonly signature: string;
}

const incomplete = (message: string) => new WireFault('IncompleteSignatureException', message);

/**
 * Takes an Authorization header of SigV4 apart. Texts: GUESS, after what services of this framework say.
 *
 * @throws WireFault IncompleteSignatureException naming the part that is missing or malformed
 */
export function parseAuthorization(header: string): Authorization {
  if (!header.startsWith(`${ALGORITHM} `)) {
    throw incomplete(`Authorization header must begin with '${ALGORITHM}': no other signature is accepted.`);
  }
  const parameters = readParameters(header.slice(ALGORITHM.length + 1));
  const credential = required(parameters, 'Credential');
  const signedHeaders = required(parameters, 'SignedHeaders');
  const signature = required(parameters, 'Signature');
  if (!/^[0-9a-f]{64}$/.test(signature)) {
    throw incomplete("Authorization header requires 'Signature' to be 64 hexadecimal digits.");
  }
  return { ...readCredential(credential), signedHeaders: signedHeaders.split(';'), signature };
}

function readParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals > 0) parameters.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return parameters;
}

function required(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === '') {
    throw incomplete(`Authorization header requires '${name}' parameter.`);
  }
  return value;
}

function readCredential(credential: string) {
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  const complete = accessKeyId && date && region && service && terminator === TERMINATOR && more.length === 0;
  if (!complete) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/${TERMINATOR}.`,
    );
  }
  return { accessKeyId, date, region, service, scope: `${date}/${region}/${service}/${TERMINATOR}` };
}
