import { isIPv6 } from 'node:net';
/** A kind of value: how it is written, and what is allowed. */
export interface Kind<T> {
  /** Stands for the value in the help. */
  readonly placeholder: string;
  /** What is allowed, in words that follow "allowed: ". */
  readonly allowed: string;
  /** The value that a text means; undefined when it is not allowed. */
  readonly read: (text: string) => T | undefined;
  /** The text as a refusal may show it, where it may hold a secret. */
  readonly shown?: (text: string) => string;
  /** A flag of this kind may stand alone. */
  readonly bare?: true;
}

export function choice<const C extends string>(...choices: readonly C[]): Kind<C> {
  return {
    placeholder: choices.join('|'),
    allowed: choices.join(', '),
    read: (text) => choices.find((one) => one === text),
  };
}

export const portNumber: Kind<number> = {
  placeholder: 'N',
  allowed: '0 to 65535, where 0 takes a free port',
  read: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
};

export const seconds: Kind<number> = {
  placeholder: 'N',
  allowed: '1 to 86400',
  read: (text) => (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 86_400 ? Number(text) : undefined),
};

const TRUTHS: Readonly<Record<string, boolean>> = { on: true, true: true, off: false, false: false };

/** YAML and environments write `true` where a person writes `on`. */
export const onOff: Kind<boolean> = {
  placeholder: 'on|off',
  allowed: 'on, off',
  read: (text) => (Object.hasOwn(TRUTHS, text) ? TRUTHS[text] : undefined),
};

export const flag: Kind<boolean> = { ...onOff, bare: true };

/** A name or an address: some text without control characters. */
export const words = (placeholder: string, allowed: string): Kind<string> => ({
  placeholder,
  allowed,
  read: (text) => (/^\P{Cc}{1,1024}$/u.test(text) && text.trim() === text ? text : undefined),
});

export const path = (placeholder: 'DIR' | 'FILE'): Kind<string> =>
  words(placeholder, placeholder === 'DIR' ? 'a path of a folder' : 'a path of a file');

export const pattern = (placeholder: string, allowed: string, shape: RegExp): Kind<string> => ({
  placeholder,
  allowed,
  read: (text) => (shape.test(text) ? text : undefined),
});

/** Without a slash at the end. */
export const webAddress: Kind<string> = {
  placeholder: 'URL',
  allowed: 'an address that begins with http:// or https:// and has neither query nor fragment',
  read: (text) => {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
      return undefined;
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  },
};

/** Stays as it is written. */
export const ipv6Pool: Kind<string> = {
  placeholder: 'PREFIX',
  allowed: 'an IPv6 prefix of /16 to /112, such as 2001:db8:1100::/48',
  read: (text) => {
    const [address = '', length = '', ...more] = text.split('/');
    const isPrefix = /^[0-9a-f:]+$/i.test(address) && isIPv6(address) && /^\d{2,3}$/.test(length);
    return isPrefix && more.length === 0 && Number(length) >= 16 && Number(length) <= 112 ? text : undefined;
  },
};

const isWords = words('PATH|URL', '');

/** A path stays one with a drive's letter before it; any other `scheme:` than PostgreSQL's is a mistake, not a file. */
export const database: Kind<string> = {
  placeholder: 'PATH|URL',
  allowed: 'a path of a SQLite file, or postgres://user:password@host:port/database',
  read: (text) => {
    if (/^postgres(ql)?:\/\//.test(text)) return URL.canParse(text) ? isWords.read(text) : undefined;
    return /^[a-z][a-z\d+.-]+:/i.test(text) ? undefined : isWords.read(text);
  },
  // Whatever follows the scheme may be a password.
  shown: (text) => text.replace(/^([a-z][a-z\d+.-]+:).*$/is, '$1...'),
};
