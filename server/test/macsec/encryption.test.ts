// Whether a link is encrypted is a fact of the fabric; the mode says what follows from it.
import { beforeEach, describe, expect, test } from 'vitest';
import { newAccount } from '../support/accounts.ts';
import { operatorOf } from '../operator/operator.testing.ts';
import { refusalOf } from '../support/fault.ts';
import { breakPort, bringUp, repairPort } from '../support/lags.ts';
import { addKey, encryptionOf, passSeconds, securePort } from '../support/macsec.ts';
import { orderPort } from '../support/ports.ts';
import { useServer } from '../support/server.ts';

const server = useServer({ flags: ['--lifecycle', 'manual'] });
let caller = { account: '' };
let id = '';

beforeEach(async () => {
  caller = { account: newAccount() };
  id = await securePort(server, caller);
});

const mode = (encryptionMode: 'no_encrypt' | 'should_encrypt' | 'must_encrypt') =>
  server.call('UpdateConnection', { connectionId: id, encryptionMode }, caller);
const removeKey = (secretARN = '') =>
  server.call('DisassociateMacSecKey', { connectionId: id, secretARN }, caller);
const lacks = async () =>
  (await operatorOf(server).done<{ lacks: string | null }>('GET', `/ports/${id}`)).lacks;
const shown = () => encryptionOf(server, caller, id);

describe('a connection', () => {
  test('starts in should_encrypt, up without a key', async () => {
    expect(await shown()).toEqual(['available', 'should_encrypt', 'Encryption Down']);
  });

  test('in should_encrypt stays up when its encryption fails', async () => {
    await addKey(server, caller, id);
    expect(await shown()).toEqual(['available', 'should_encrypt', 'Encryption Up']);
    await breakPort(server, id, 'noEncryption');
    expect(await shown()).toEqual(['available', 'should_encrypt', 'Encryption Down']);
  });

  test('in must_encrypt goes down when its encryption fails, and comes up with it', async () => {
    await addKey(server, caller, id);
    await mode('must_encrypt');
    expect(await shown()).toEqual(['available', 'must_encrypt', 'Encryption Up']);
    await breakPort(server, id, 'noEncryption');
    expect(await shown()).toEqual(['down', 'must_encrypt', 'Encryption Down']);
    await repairPort(server, id);
    expect(await shown()).toEqual(['available', 'must_encrypt', 'Encryption Up']);
  });

  test('in must_encrypt is down without a key, until the mode allows it', async () => {
    await mode('must_encrypt');
    expect(await shown()).toEqual(['down', 'must_encrypt', 'Encryption Down']);
    await mode('should_encrypt');
    expect(await shown()).toEqual(['available', 'should_encrypt', 'Encryption Down']);
  });

  test('in must_encrypt without a key says what it lacks, and comes up with one', async () => {
    expect(await lacks()).toBeNull();
    await mode('must_encrypt');
    expect(await shown()).toEqual(['down', 'must_encrypt', 'Encryption Down']);
    expect(await lacks()).toBe('MACsec must encrypt, and no key is associated');
    await addKey(server, caller, id);
    expect(await shown()).toEqual(['available', 'must_encrypt', 'Encryption Up']);
    expect(await lacks()).toBeNull();
  });

  test('whose only key fails comes up with another', async () => {
    await addKey(server, caller, id);
    await mode('must_encrypt');
    await breakPort(server, id, 'noEncryption');
    expect(await lacks()).toBe('MACsec must encrypt, and does not');
    await addKey(server, caller, id);
    await repairPort(server, id);
    expect(await shown()).toEqual(['available', 'must_encrypt', 'Encryption Up']);
  });

  test('in must_encrypt without light takes no key', async () => {
    await mode('must_encrypt');
    await breakPort(server, id);
    expect(await lacks()).toBe('The port has no light');
    expect((await refusalOf(addKey(server, caller, id))).message).toMatch(/not in available state/);
  });

  test('that must encrypt since its order comes up with its first key', async () => {
    const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
    id = connectionId;
    await mode('must_encrypt');
    expect((await shown())[0]).toBe('requested');
    await bringUp(server, id);
    expect(await shown()).toEqual(['pending', 'must_encrypt', 'Encryption Down']);
    expect(await lacks()).toBe('MACsec must encrypt, and no key is associated');
    await addKey(server, caller, id);
    expect(await shown()).toEqual(['available', 'must_encrypt', 'Encryption Up']);
  });

  test('that must encrypt since its order comes up when it need not any more', async () => {
    const { connectionId } = await orderPort(server, caller, { requestMACSec: true });
    id = connectionId;
    await mode('must_encrypt');
    await bringUp(server, id);
    await mode('should_encrypt');
    expect(await shown()).toEqual(['available', 'should_encrypt', 'Encryption Down']);
  });

  test('in no_encrypt does not encrypt', async () => {
    await addKey(server, caller, id);
    await mode('no_encrypt');
    await passSeconds(server, 1);
    expect(await shown()).toEqual(['available', 'no_encrypt', 'Encryption Down']);
  });

  test('changes its key without going down, and falls to should_encrypt with its last', async () => {
    const first = await addKey(server, caller, id);
    await mode('must_encrypt');
    const second = await addKey(server, caller, id);
    await removeKey(first.secretARN);
    expect(await shown()).toEqual(['available', 'must_encrypt', 'Encryption Up']);
    await passSeconds(server, 2);
    expect(await shown()).toEqual(['available', 'must_encrypt', 'Encryption Up']);

    await removeKey(second.secretARN);
    await passSeconds(server, 2);
    expect(await shown()).toEqual(['available', 'should_encrypt', 'Encryption Down']);
  });
});
