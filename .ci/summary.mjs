// Prints `N passed, N failed` from what a run has left: vitest's JSON reports (`<step>.json`) and `<step>.failed` for each
// step that failed. Fails if anything did. Usage: node summary.mjs <folder> <exit status of the run>
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [folder, status] = process.argv.slice(2);
const stepsWith = (extension) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(extension))
    .map((file) => basename(file, extension));

/** What vitest reported; nothing if it ended before it could. */
function reportOf(step) {
  try {
    return JSON.parse(readFileSync(join(folder, `${step}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

const failedSteps = stepsWith('.failed');
let passed = 0;
let failed = 0;
for (const step of new Set([...stepsWith('.json'), ...failedSteps])) {
  const report = reportOf(step);
  const failedTests = report?.numFailedTests ?? 0;
  passed += report?.numPassedTests ?? 0;
  // A step may fail without a failing test: a linter, a file that could not be loaded, an error outside of the tests.
  failed += failedTests || Number(!report?.success || failedSteps.includes(step));
}
if (status !== '0' && failed === 0) failed = 1;

if (failedSteps.length > 0) console.log(`failed: ${failedSteps.join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
