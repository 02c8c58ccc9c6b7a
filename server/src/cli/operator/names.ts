import type { Command } from 'commander';

/** What a person calls a field that the server names, and what was given there, where that is known. */
export interface Named {
  readonly name: string;
  readonly given?: string;
}

/** @param path of the request, which names what a field of the path stands for */
export type Names = (field: string, path: string) => Named;

/** `body.partnerType` → `partnerType`. */
const plainNames: Names = (field) => ({ name: field.replace(/^(body|query|path|header)\./, '') });

/** The argument or the flag of the command that a field was given by, else its own name. */
export function namesOf(command: Command): Names {
  return (field, path) => {
    if (field.startsWith('path.')) return argumentIn(command, field, path) ?? plainNames(field, path);
    const { name } = plainNames(field, path);
    const [head = '', ...rest] = name.split('.');
    const flag = flagFor(command, head);
    return { name: flag === undefined ? name : [flag, ...rest].join('.') };
  };
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
function argumentIn(
  { registeredArguments, processedArgs }: Command,
  field: string,
  path: string,
): Named | undefined {
  const parts = path.split('/');
  const found = registeredArguments.flatMap((argument, index) =>
    [(processedArgs as readonly (string | readonly string[] | undefined)[])[index] ?? []]
      .flat()
      .filter((text) => parts.includes(encodeURIComponent(text)))
      .map((given) => ({ name: `<${argument.name()}>`, given })),
  );
  const alike = found.find(({ name }) => field.startsWith(`path.${name.slice(1, -1)}`));
  return found.length === 1 ? found[0] : alike;
}
