import type { Lifecycle } from '../domain/lifecycle.ts';

/** What would be right, in words or values. */
export type Allowed = string | readonly string[];

/**
 * What a column holds beyond the type that the schema gives it. A rule looks at a value that is not null, and gives
 * what would be right when it is not.
 */
export type Rule = (value: string | number, row: object) => Allowed | undefined;

/** One of these texts. */
export function oneOf(...texts: readonly string[]): Rule {
  return (value) => (texts.includes(String(value)) ? undefined : texts);
}

/** A state that the row can be in. */
export function stateOf<R extends object>(lifecycle: AnyLifecycle | ((row: R) => AnyLifecycle)): Rule {
  return (value, row) => {
    const { states } = typeof lifecycle === 'function' ? lifecycle(row as R) : lifecycle;
    return Object.hasOwn(states, String(value)) ? undefined : Object.keys(states);
  };
}

type AnyLifecycle = Pick<Lifecycle<string, string, string>, 'states'>;

/** True or not. */
export const flag: Rule = (value) => (value === 0 || value === 1 ? undefined : '0 or 1');

/** JSON of a shape. */
export function json({ name, fits }: Shape): Rule {
  return (value) => {
    try {
      return fits(JSON.parse(String(value))) ? undefined : `JSON: ${name}`;
    } catch {
      return `JSON: ${name}`;
    }
  };
}

/** Null, or what follows from the row's other columns. */
export function follows<R extends object>(from: (row: R) => string): Rule {
  return (value, row) => {
    try {
      return value === from(row as R) ? undefined : 'what follows from the other columns, or null';
    } catch {
      // Another column is wrong, which its own rule says.
      return undefined;
    }
  };
}

/** What a JSON text holds. */
export interface Shape {
  readonly name: string;
  readonly fits: (value: unknown) => boolean;
}

export const text: Shape = { name: 'text', fits: (value) => typeof value === 'string' };
export const whole: Shape = { name: 'whole number', fits: Number.isSafeInteger };
export const anything: Shape = { name: 'anything', fits: () => true };

export function listOf(item: Shape): Shape {
  return {
    name: `list of ${item.name}`,
    fits: (value) => Array.isArray(value) && value.every(item.fits),
  };
}

/** An object whose members are all of one shape, whatever they are called. */
export function membersOf(member: Shape): Shape {
  return {
    name: `object of ${member.name}`,
    fits: (value) => isObject(value) && Object.values(value).every(member.fits),
  };
}

/** An object with these members; one that may be missing is named with a `?`. */
export function members(shapes: Readonly<Record<string, Shape>>): Shape {
  const known = Object.entries(shapes).map(([key, { fits }]) => ({
    key: key.replace(/\?$/, ''),
    fits: key.endsWith('?') ? (value: unknown) => value === undefined || fits(value) : fits,
  }));
  return {
    name: `{${Object.entries(shapes)
      .map(([key, { name }]) => `${key}: ${name}`)
      .join(', ')}}`,
    fits: (value) => isObject(value) && known.every(({ key, fits }) => fits(value[key])),
  };
}

export function orNull({ name, fits }: Shape): Shape {
  return { name: `${name} or null`, fits: (value) => value === null || fits(value) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
