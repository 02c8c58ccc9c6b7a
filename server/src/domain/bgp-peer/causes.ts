/** Why a session is as it is, in words that an engineer at a terminal understands. Both who drops it and who sees it fall say the same. */
export const ESTABLISHED = 'Established';
export const NO_LINK = 'The port has no link';
export const NO_ENCRYPTION = 'MACsec must encrypt, and does not';
export const TOO_FEW_LINKS = 'Too few links of the LAG work';
export const NO_ANSWER = "The customer's router does not answer";
export const SILENT = "Hold timer expired: the customer's router is silent";
export const UNDETECTED = "BFD: the customer's router is silent";
export const FALLEN = "The customer's router has closed the session";
export const WRONG_KEY = "Wrong MD5 key: the customer's router uses another one";
export const CLEARED = 'The customer has cleared the session';
export const PEER_DELETED = 'The BGP peer was deleted';
export const IDLE = 'Idle after too many prefixes: the customer has to clear the session';
/** What a change of the service's own interrupts. */
export const CHANGED = 'The virtual interface was changed';
export const MOVED = 'The virtual interface moved to another connection';
export const WIDENED = 'The port was set up for jumbo frames';

const HELD = 'Held down by failover test ';

export function heldBy(testId: string): string {
  return `${HELD}${testId}`;
}

export function isHeld(cause: string): boolean {
  return cause.startsWith(HELD);
}

export function wrongAsn(said: number, configured: number): string {
  return `Wrong ASN: the customer's router says ${said}, ${configured} is configured`;
}

/** More prefixes than the session takes: it goes idle, and stays so until fewer are announced and it is cleared [UG26][XC]. */
export function overLimit(announced: number, limit: number): string {
  return `Idle: ${announced} prefixes announced, ${limit} accepted; announce fewer, then clear the session`;
}
