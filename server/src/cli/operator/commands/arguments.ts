import type { Given } from '../command.ts';
import { CommandFailed } from '../io.ts';

/** An argument that is one word. */
export function word(args: readonly (string | readonly string[])[], index: number): string {
  const value = args[index];
  return typeof value === 'string' ? value : '';
}

/** An argument that may be repeated. */
export function words(args: readonly (string | readonly string[])[], index: number): readonly string[] {
  const value = args[index];
  return value === undefined || typeof value === 'string' ? [] : value;
}

/** An argument as a part of a path. */
export function part(args: readonly (string | readonly string[])[], index: number): string {
  return encodeURIComponent(word(args, index));
}

export function textOf(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** A flag's list, with commas or repeated; undefined when it was not given. */
export function listOf(given: Given, name: string): readonly string[] | undefined {
  const value = given[name];
  if (value === undefined || typeof value === 'boolean') return undefined;
  return [value]
    .flat()
    .flatMap((one) => one.split(','))
    .filter((one) => one !== '');
}

/** @throws CommandFailed for what is no number */
export function numberOf(given: Given, name: string): number | undefined {
  const text = textOf(given, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw new CommandFailed(
    `--${name} ${JSON.stringify(text)} is no number`,
    `Allowed is a number, such as --${name} 10`,
    2,
  );
}

/** @throws CommandFailed for what does not count anything */
export function countOf(given: Given, name: string, standard: number): number {
  const text = textOf(given, name);
  if (text === undefined) return standard;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CommandFailed(
    `--${name} ${JSON.stringify(text)} is not allowed`,
    `Allowed is a whole number from 1 on, such as --${name} ${standard}`,
    2,
  );
}

/** Members that are there. */
export function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** `a=1` → `['a', '1']`. @throws CommandFailed for what has no `=` */
export function pairsOf(
  given: Given,
  name: string,
  example: string,
): readonly (readonly [string, string])[] | undefined {
  return listOf(given, name)?.map((text) => {
    const at = text.indexOf('=');
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)] as const;
    throw new CommandFailed(
      `--${name} ${JSON.stringify(text)} has no value`,
      `Write it as --${name} ${example}`,
      2,
    );
  });
}

/** @throws CommandFailed for what is none of them */
export function choiceOf(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  throw new CommandFailed(
    `${JSON.stringify(text)} is not allowed here`,
    `Allowed is ${choices.join(' or ')}`,
    2,
  );
}
