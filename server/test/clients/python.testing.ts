import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The oldest botocore that knows all 73 operations, and both protocols. */
const BOTOCORE = [1, 44, 5] as const;

const INSTALL = [
  'The clients are not there. Install them, and name their Python:',
  '  python3 -m venv .venv && .venv/bin/pip install -r tools/clients/requirements.txt',
  '  .venv/bin/python tools/clients/ansible_parts.py',
  '  CROSSCONNECT_TEST_PYTHON=.venv/bin/python npm run test:clients',
].join('\n');

/** The programs that the suite runs. */
export interface ClientPrograms {
  readonly python: string;
  readonly aws: string;
}

/**
 * The Python that has boto3, and the AWS CLI in its folder (else the one of the path).
 *
 * @throws Error that says what to install
 */
export function clientPrograms(
  python = process.env['CROSSCONNECT_TEST_PYTHON'] ?? 'python3',
): ClientPrograms {
  const found = versionOf(python);
  if (found === undefined) throw new Error(`${python} has no botocore and boto3. ${INSTALL}`);
  if (olderThan(found, BOTOCORE)) {
    throw new Error(
      `${python} has botocore ${found.join('.')}, older than ${BOTOCORE.join('.')}. ${INSTALL}`,
    );
  }
  const beside = join(dirname(python), 'aws');
  const aws = existsSync(beside) ? beside : 'aws';
  if (spawnSync(aws, ['--version']).status !== 0)
    throw new Error(`There is no AWS CLI at ${beside}. ${INSTALL}`);
  return { python, aws };
}

function versionOf(python: string): readonly number[] | undefined {
  const ask = 'import boto3, botocore; print(botocore.__version__)';
  const { status, stdout } = spawnSync(python, ['-c', ask], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('.').map(Number) : undefined;
}

function olderThan(version: readonly number[], wanted: readonly number[]): boolean {
  const at = wanted.findIndex((part, index) => part !== version[index]);
  return at !== -1 && (version[at] ?? 0) < (wanted[at] ?? 0);
}
