import type { Reader } from '../store.ts';
import { type CrossConnectRow, crossConnects, type LetterRow, letters } from '../tables/paperwork.ts';
import { rowsOf } from '../table.ts';

const LETTER = rowsOf(letters, 'where id = ?');
const BY_TOKEN = rowsOf(letters, 'where token = ?');
const CURRENT = rowsOf(
  letters,
  `where connection_id = ? and state <> 'superseded' order by issued_at desc limit 1`,
);
const LATEST = rowsOf(letters, 'where connection_id = ? order by issued_at desc limit 1');
const CROSS_CONNECT = rowsOf(crossConnects, 'where connection_id = ?');
const TO_CEASE = rowsOf(
  crossConnects,
  `where device_id = ? and port_number = ? and state = 'awaitingCease' limit 1`,
);

/** A letter by the reference printed on it. */
export function letter(reader: Reader, id: string): Promise<LetterRow | undefined> {
  return reader.one(LETTER, id);
}

/** A letter by the unguessable part of its link. */
export function letterByToken(reader: Reader, token: string): Promise<LetterRow | undefined> {
  return reader.one(BY_TOKEN, token);
}

/** The letter of a connection that counts: the newest that no other has superseded. */
export function currentLetter(reader: Reader, connectionId: string): Promise<LetterRow | undefined> {
  return reader.one(CURRENT, connectionId);
}

/** The newest letter of a connection, ended ones included: it stays when the connection is no longer listed. */
export function latestLetter(reader: Reader, connectionId: string): Promise<LetterRow | undefined> {
  return reader.one(LATEST, connectionId);
}

export function crossConnect(reader: Reader, connectionId: string): Promise<CrossConnectRow | undefined> {
  return reader.one(CROSS_CONNECT, connectionId);
}

/** The fibre that is still on a port although its connection has ended. */
export function fibreToCease(
  reader: Reader,
  deviceId: string,
  portNumber: number,
): Promise<CrossConnectRow | undefined> {
  return reader.one(TO_CEASE, deviceId, portNumber);
}
