// Sessions in documents: what a reader is shown is what happens.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clientPrograms } from './python.testing.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** The endpoint in documents, which is the default's. */
const ENDPOINT = 'http://127.0.0.1:4590';

/** A command of a document, and what stands below it. */
export interface Step {
  /** Line of the command in the document. */
  readonly line: number;
  readonly command: string;
  readonly output: readonly string[];
}

/** What one reader types in one terminal, against one server. */
export interface Session {
  /** Settings of the server, as flags. */
  readonly flags: readonly string[];
  readonly steps: readonly Step[];
}

/**
 * The sessions of a document. `<!-- run: FLAGS -->` before a console block begins one, `<!-- run -->` goes on with it; a
 * block without either is not run. A command follows `$ `, its further lines `> `.
 */
export function sessionsOf(text: string): readonly Session[] {
  const sessions: { flags: string[]; steps: Step[] }[] = [];
  const blocks = /^<!-- run(?::(.*))? -->\n```console\n([^]*?)^```$/gm;
  for (const { 0: whole, 1: flags, 2: body = '', index } of text.matchAll(blocks)) {
    const first = text.slice(0, index + whole.indexOf('```console')).split('\n').length + 1;
    if (flags !== undefined) sessions.push({ flags: flags.split(' ').filter(Boolean), steps: [] });
    const session = sessions.at(-1);
    if (session === undefined) throw new Error(`line ${first}: no session to go on with`);
    session.steps.push(...stepsOf(body, first));
  }
  return sessions;
}

function stepsOf(body: string, first: number): readonly Step[] {
  const steps: { line: number; command: string; output: string[] }[] = [];
  for (const [at, line] of body.replace(/\n$/, '').split('\n').entries()) {
    const step = steps.at(-1);
    if (line.startsWith('$ ')) steps.push({ line: first + at, command: line.slice(2), output: [] });
    else if (step === undefined) throw new Error(`line ${first + at}: output before the first command`);
    else if (line.startsWith('> ') && step.output.length === 0) step.command += `\n${line.slice(2)}`;
    else if (line !== '' || step.output.length > 0) step.output.push(line);
  }
  return steps;
}

/** What differs each time, as one word; what is left out of a document is a line of its own: `...` */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/dx(con|lag|vif|peer)-[a-z0-9]{8}\b/g, 'dx$1-id'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'a UUID'],
  [/\b169\.254\.\d+\.\d+\b/g, 'an address'],
  [/\bdxrg-[a-z0-9]{17}\b/g, 'dxrg-id'],
  [/\bLOA-[A-Z0-9]{5}-[A-Z0-9]{5}\b/g, 'LOA-id'],
  [/\/letters\/[\w-]{24}/g, '/letters/id'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a moment'],
  [/\b\d{4}-\d\d-\d\d\b/g, 'a day'],
  [/\b(AKIA|ASIA)[A-Z2-7]{16}\b/g, 'a key'],
  [/^(secretAccessKey|token) .*/, '$1 a secret'],
  [/^tokenId .*/, 'tokenId'],
  [/^rows +\d+$/, 'some rows'],
  [/(?<= |"rxPowerDbm": ?)-\d{1,2}(\.\d+)?\b/g, 'some light'],
  // How long a session was so, in a column that is as wide as the longest.
  [/(?<=[▲▼ ] (?:up|down) +)\d+(?:ms|[smhd])(?: \d+[smhd])?( so far)? +/g, 'a while$1 '],
  [/ FOR +WHY$/, ' FOR WHY'],
  [/\s+$/g, ''],
];

/** A line as it is compared. */
export function settled(line: string): string {
  return VOLATILE.reduce((text, [pattern, word]) => text.replace(pattern, word), line);
}

/** The written lines where they tell what was seen, else what was seen: for a comparison that shows the difference. */
export function asTold(written: readonly string[], seen: readonly string[]): readonly string[] {
  return (tells(written, seen) ? written : seen).map(settled);
}

/** Whether the lines of a document tell what was seen. */
export function tells(written: readonly string[], seen: readonly string[]): boolean {
  const [first, ...rest] = written;
  if (first === undefined) return seen.length === 0;
  if (first.trim() !== '...') {
    const [next, ...later] = seen;
    return next !== undefined && settled(first) === settled(next) && tells(rest, later);
  }
  return seen.some((_, at) => tells(rest, seen.slice(at))) || tells(rest, []);
}

export interface Terminal {
  /** Types a command, and waits for its end: what it wrote, to either stream. */
  type(command: string): Promise<readonly string[]>;
  close(): void;
}

const END = 'end-of-a-command';

/**
 * A shell in a folder with the examples, where `npm start` runs the sources as they are. Where documents name the
 * default endpoint, it is this one.
 */
export function openTerminal(endpoint: string): Terminal {
  const folder = mkdtempSync(join(tmpdir(), 'crossconnect-console-'));
  symlinkSync(join(ROOT, 'examples'), join(folder, 'examples'));
  const start = `exec "${process.execPath}" "${join(ROOT, 'server/src/main.ts')}"`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }));
  const { python } = clientPrograms();
  const path = [dirname(python), dirname(process.execPath), process.env['PATH']].join(':');
  const env = { PATH: path, HOME: folder, CROSSCONNECT_ENDPOINT: endpoint };
  const shell = spawn('/bin/bash', ['--norc'], { cwd: folder, env, stdio: 'pipe' });
  let said = '';
  let told = () => {};
  const hear = (chunk: string) => {
    said += chunk;
    told();
  };
  shell.stdout.setEncoding('utf8').on('data', hear);
  shell.stdin.write('exec 2>&1\n');
  return {
    async type(command) {
      said = '';
      shell.stdin.write(`${command.replaceAll(ENDPOINT, endpoint)}\necho; echo ${END}\n`);
      while (!said.includes(`${END}\n`)) await new Promise<void>((resolve) => (told = resolve));
      const text = said.slice(0, said.indexOf(END)).replace(/\n+$/, '').replaceAll(endpoint, ENDPOINT);
      return text === '' ? [] : text.replace(/^\n+/, '').split('\n');
    },
    close() {
      shell.kill();
      rmSync(folder, { recursive: true });
    },
  };
}
