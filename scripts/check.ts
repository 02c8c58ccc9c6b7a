// Runs the gates one after the other, names the one that fails and shows what it said.
// `--no-tests` leaves the tests out; `--all` goes on after a failure; CROSSCONNECT_TEST_REPORT names a file for the counts.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TARGETS } from './launch/targets.mjs';

const GATES = ['gen:check', 'types', 'lint', 'format:check', 'doors', 'dead', 'test'];

const { values } = parseArgs({ options: { 'no-tests': { type: 'boolean' }, all: { type: 'boolean' } } });
const testResults: object[] = [];
const counts = { numPassedTests: 0, numFailedTests: 0, testResults };

for (const gate of GATES) {
  if (gate === 'test' && values['no-tests'] === true) continue;
  if (passes(gate)) counts.numPassedTests += 1;
  else {
    counts.numFailedTests += 1;
    testResults.push({ name: `npm run ${gate}`, status: 'failed', message: 'the gate says why above' });
    process.exitCode = 1;
    if (values.all !== true) break;
  }
}

const report = process.env['CROSSCONNECT_TEST_REPORT'];
if (report !== undefined) writeFileSync(report, JSON.stringify(counts));

/** Only the tests speak while they run: the other gates have nothing to say unless they fail. */
function passes(gate: string): boolean {
  const started = performance.now();
  const result = spawnSync(process.execPath, [...(TARGETS[gate]?.command ?? [])], {
    stdio: gate === 'test' ? 'inherit' : 'pipe',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (result.status === 0) {
    console.log(`ok      ${gate.padEnd(13)} ${seconds} s`);
    return true;
  }
  if (gate !== 'test') process.stdout.write(`${result.stdout}${result.stderr}`);
  console.log(`FAILED  ${gate.padEnd(13)} ${seconds} s   (npm run ${gate})`);
  return false;
}
