import type { Command } from 'commander';

/** What a person calls a field that the server names, and what was given there, where that is known. */
export interface Named {
  readonly name: string;
  readonly given?: string | number | boolean;
}

/** @param path of the request, which names what a field of the path stands for; `body` is what was sent with it */
export type Names = (field: string, path: string, body?: object) => Named;

/** `body.partnerType` → `partnerType`. */
const plainName = (field: string) => field.replace(/^(body|query|path|header)\./, '');

/** The argument or the flag of the command that a field was given by, else its own name. */
export function namesOf(command: Command): Names {
  return (field, path, body) => {
    const name = plainName(field);
    if (field.startsWith('path.')) return argumentIn(command, field, path) ?? { name };
    const given = field.startsWith('body.') ? valueAt(body, name) : undefined;
    return byFlag(command, name, given) ?? byArgument(command, given) ?? { name };
  };
}

/** `speeds.0` of `--speeds 7G` is `--speeds "7G"`. */
function byFlag(command: Command, name: string, given: Named['given']): Named | undefined {
  const [head = '', ...rest] = name.split('.');
  const flag = flagFor(command, head);
  if (flag === undefined) return undefined;
  const typed = given ?? (rest.length === 0 ? typedAt(command, flag) : undefined);
  if (typed === undefined) return { name: [flag, ...rest].join('.') };
  return { name: [flag, ...rest.filter((part) => !/^\d+$/.test(part))].join('.'), given: typed };
}

function typedAt(command: Command, flag: string): string | undefined {
  const option = command.options.find(({ long }) => long === flag);
  const value: unknown = option === undefined ? undefined : command.opts()[option.attributeName()];
  return typeof value === 'string' ? value : undefined;
}

/** The argument whose text was sent as it was typed. */
function byArgument(command: Command, given: Named['given']): Named | undefined {
  const found = argumentsOf(command).find(({ given: text }) => text === given);
  return found && { ...found };
}

/** A scalar in the body, by its path with dots. */
function valueAt(body: unknown, name: string): Named['given'] {
  let value = body;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

/** The flag that is called like the field, or as its end: `amazonSideAsn` comes from `--asn`. */
function flagFor({ options }: Command, field: string): string | undefined {
  const flags = options.map((option) => ({ long: option.long, name: option.attributeName().toLowerCase() }));
  // `macSecPortSpeeds` are `--macsec-speeds`: of ports are all of them.
  const lower = field.toLowerCase().replace('port', '');
  const [same] = flags.filter(({ name }) => name === lower);
  const [alike] = flags.filter(({ name }) => lower.endsWith(name));
  return (same ?? alike)?.long ?? undefined;
}

/** The argument that is a part of the path: the only one, or the one that is called like the field (`networkId`: `<network>`). */
function argumentIn(command: Command, field: string, path: string): Named | undefined {
  const parts = path.split('/');
  const found = argumentsOf(command).filter(({ given }) => parts.includes(encodeURIComponent(given)));
  const alike = found.find(({ name }) => field.startsWith(`path.${name.slice(1, -1)}`));
  return found.length === 1 ? found[0] : alike;
}

/** Every argument as it was typed; one that may be repeated is several. */
function argumentsOf({ registeredArguments, processedArgs }: Command) {
  return registeredArguments.flatMap((argument, index) =>
    [(processedArgs as readonly (string | readonly string[] | undefined)[])[index] ?? []]
      .flat()
      .map((given) => ({ name: `<${argument.name()}>`, given })),
  );
}
