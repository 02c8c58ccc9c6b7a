// Adds up what the suites counted, below the names of what failed: whoever reads the end of a log sees both.
// A suite that counted nothing, or that failed without counting a failure, is one failure.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const [folder = '.'] = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
const suites = readdirSync(folder)
  .filter((name) => name.endsWith('.exit'))
  .map((file) => {
    const name = file.replace(/\.exit$/, '');
    return { name, exit: Number(readFileSync(join(folder, file), 'utf8')), report: reportOf(name) };
  });

for (const { name, report } of suites) {
  for (const line of failures(report)) console.log(`${name.padEnd(10)} ${line}`);
}
for (const { name, exit, report } of suites) {
  const { passed, failed } = counted(report);
  const lost = failed === 0 && (exit !== 0 || passed === 0) ? 1 : 0;
  console.log(`${name.padEnd(10)} ${passed} passed, ${failed + lost} failed (exit code ${exit})`);
  total.passed += passed;
  total.failed += failed + lost;
}

console.log(`${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0) process.exitCode = 1;

/**
 * What the suite has written; nothing where it did not come so far.
 * @param {string} name
 */
function reportOf(name) {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) ?? {};
  } catch {
    return {};
  }
}

/** A test that was left out counts as failed: here everything runs. */
function counted({ numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 }) {
  return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests };
}

/** Each test that did not pass, and each file that did not come to its tests: where, and the first line of why. */
function failures({ testResults = [] }) {
  return testResults.flatMap(({ name, status, message = '', assertionResults = [] }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults
      .filter((test) => test.status !== 'passed')
      .map((test) => `${[file, ...test.ancestorTitles, test.title].join(' > ')}: ${why(test)}`);
    return failed.length === 0 && status === 'failed' ? [`${file}: ${firstLine(message)}`] : failed;
  });
}

function why({ status, failureMessages = [] }) {
  return status === 'failed' ? firstLine(failureMessages.join('\n')) : `left out (${status})`;
}

function firstLine(text) {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.find((line) => line.trim() !== '')?.trim() ?? 'no message';
}
