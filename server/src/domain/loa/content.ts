/** One port that a letter authorizes a cross connect to. */
export interface LetterPort {
  readonly reference: string;
  /** Link to the page that says whether the letter is still valid. */
  readonly link: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly device: string;
  readonly rack: string;
  readonly panel: string;
  readonly panelPosition: string;
  readonly port: string;
  readonly speed: string;
  readonly medium: string;
  readonly connector: string;
}

/** All that a letter of authorization says. Times are epoch milliseconds. */
export interface LetterContent {
  /** Who authorizes: the operator of this service, never Amazon. */
  readonly operator: string;
  readonly customer: { readonly name: string; readonly account: string };
  /** Named beside the customer when the request gave one [M]. */
  readonly provider: string | null;
  readonly facility: {
    readonly name: string;
    readonly code: string;
    readonly address: string | null;
    readonly region: string;
  };
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly ports: readonly LetterPort[];
}

export interface LetterLine {
  readonly label: string;
  readonly value: string;
  /** Whether it may be clicked: nothing that a customer wrote may, whatever it looks like. */
  readonly isLink?: true;
}

/** Head of the letter: parties, facility, dates. */
export function letterHead(content: LetterContent, dateText: (ms: number) => string): readonly LetterLine[] {
  const { customer, facility, provider } = content;
  return [
    { label: 'Issued by', value: content.operator },
    { label: 'Issued to', value: customerText(customer) },
    ...(provider === null ? [] : [{ label: 'Provider', value: provider }]),
    { label: 'Facility', value: `${facility.name} (${facility.code}, ${facility.region})` },
    ...(facility.address === null ? [] : [{ label: 'Address', value: facility.address }]),
    { label: 'Issued on', value: dateText(content.issuedAt) },
    { label: 'Valid until', value: dateText(content.expiresAt) },
  ];
}

/** An account that nobody named is its number alone. */
function customerText({ name, account }: LetterContent['customer']): string {
  return name === account ? `account ${account}` : `${name} (account ${account})`;
}

/** What the technician needs of one port. */
export function portLines(port: LetterPort): readonly LetterLine[] {
  return [
    { label: 'Reference', value: port.reference },
    { label: 'Connection', value: `${port.connectionId} (${port.connectionName})` },
    { label: 'Rack', value: port.rack },
    { label: 'Patch panel', value: `${port.panel}, ${port.panelPosition}` },
    { label: 'Device and port', value: `${port.device}, port ${port.port}` },
    { label: 'Speed and medium', value: `${port.speed}, ${port.medium}` },
    { label: 'Connector', value: port.connector },
    { label: 'Is it still valid?', value: port.link, isLink: true },
  ];
}
