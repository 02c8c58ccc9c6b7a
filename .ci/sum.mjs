// Adds up what the suites counted. A suite that counted nothing, or that failed without counting a failure, is one failure.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const total = { passed: 0, failed: 0 };

for (const file of readdirSync(folder).filter((name) => name.endsWith('.exit'))) {
  const name = file.replace(/\.exit$/, '');
  const exit = Number(readFileSync(join(folder, file), 'utf8'));
  const { passed, failed } = counted(name);
  const lost = failed === 0 && (exit !== 0 || passed === 0) ? 1 : 0;
  console.log(`${name.padEnd(10)} ${passed} passed, ${failed + lost} failed (exit code ${exit})`);
  total.passed += passed;
  total.failed += failed + lost;
}

console.log(`${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0) process.exitCode = 1;

/**
 * A test that was left out counts as failed: here everything runs.
 * @param {string} name
 */
function counted(name) {
  try {
    const report = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
    const { numPassedTests, numFailedTests, numPendingTests = 0, numTodoTests = 0 } = report;
    return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
