import { timingSafeEqual } from 'node:crypto';
import { WireFault } from './faults.ts';
import type { Caller, KeyRecord, WireOptions } from './service.ts';
import { type Authorization, parseAuthorization } from './sigv4/authorization.ts';
import type { SigningKeys } from './sigv4/signing-keys.ts';
import { checkSigningTime, readSigningTime } from './sigv4/signing-time.ts';
import { type SignedRequest, verifySignature } from './sigv4/verify.ts';

/** Whose request it is, and about which Region. */
export type Identity = Pick<Caller, 'account' | 'region' | 'accessKeyId'>;

export type AuthenticationOptions = Pick<
  WireOptions,
  'mode' | 'credentials' | 'defaultAccount' | 'defaultRegion' | 'regionAnswers' | 'now' | 'serviceNow'
>;

/**
 * Who calls. In mode `open` a key that is not registered is taken at its word: twelve digits are the account,
 * anything else is the default account. A registered key is verified in both modes.
 *
 * @throws WireFault with the codes of the framework's authentication faults
 */
export async function authenticate(
  request: SignedRequest,
  signingName: string,
  options: AuthenticationOptions,
  keys: SigningKeys,
): Promise<Identity> {
  const header = request.headers.get('authorization');
  if (header === undefined) return withoutHeader(request, options);
  const authorization = parseAuthorization(header);
  const { accessKeyId, region } = authorization;
  const key = await options.credentials.find(accessKeyId);
  if (key !== undefined) {
    checkToken(key, request.headers.get('x-amz-security-token'), options.serviceNow());
    verifyRegistered(request, authorization, key, signingName, options.now(), keys);
  }
  const account = key?.account ?? unregistered(accessKeyId, options);
  // Who may not call is not told which Regions there are.
  checkRegion(region, options);
  return { account, region, accessKeyId };
}

/** GUESS: the real service has an endpoint per Region, so that the question does not arise there. */
function checkRegion(region: string, { regionAnswers }: AuthenticationOptions): void {
  if (regionAnswers(region)) return;
  throw new WireFault('DirectConnectClientException', `The Region ${region} is not served by this endpoint.`);
}

function withoutHeader(request: SignedRequest, options: AuthenticationOptions): Identity {
  if (/(^|&)X-Amz-(Signature|Credential)=/i.test(request.query)) {
    throw new WireFault(
      'IncompleteSignatureException',
      'Signatures in the query (presigned requests) are not accepted: sign with the Authorization header.',
    );
  }
  if (options.mode === 'verify') throw new WireFault('MissingAuthenticationTokenException');
  return { account: options.defaultAccount, region: options.defaultRegion, accessKeyId: undefined };
}

function unregistered(accessKeyId: string, { mode, defaultAccount }: AuthenticationOptions): string {
  if (mode === 'verify') throw new WireFault('UnrecognizedClientException');
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccount;
}

function verifyRegistered(
  request: SignedRequest,
  authorization: Authorization,
  key: KeyRecord,
  signingName: string,
  now: number,
  keys: SigningKeys,
): void {
  const time = readSigningTime(request.headers);
  checkScope(authorization, signingName, time.text.slice(0, 8));
  checkSigningTime(time, now);
  verifySignature(request, authorization, time, keys.get(key.secret, authorization));
}

/** A long-lived key may come with a token (clients send what they have); a temporary one must come with its own. */
function checkToken(key: KeyRecord, token: string | undefined, now: number): void {
  const wrong = key.sessionToken !== undefined && !sameText(key.sessionToken, token ?? '');
  if (!key.active || wrong) throw new WireFault('UnrecognizedClientException');
  if (key.expiresAt !== undefined && key.expiresAt <= now) throw new WireFault('ExpiredTokenException');
}

/** Texts: general AWS (GUESS). */
function checkScope({ date, service }: Authorization, signingName: string, signedDate: string): void {
  if (service !== signingName) {
    throw new WireFault(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${signingName}'.`,
    );
  }
  if (date !== signedDate) {
    throw new WireFault(
      'InvalidSignatureException',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${signedDate}'.`,
    );
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
