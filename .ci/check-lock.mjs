// `npm install` silently leaves a package out of the lock that the registry lacks for some platform, and `npm ci` then
// refuses the lock there. This finds what is left out, and registry addresses, which a lock shared by all should not hold.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Looks where Node would: beside the package in that folder, then beside each that holds it. */
function isLocked(name, folder) {
  if (packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`]) return true;
  return folder !== '' && isLocked(name, folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))));
}

const faults = Object.entries(packages).flatMap(([folder, entry]) => [
  ...Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !isLocked(name, folder))
    .map((name) => `${folder || 'package.json'} needs ${name}, which is not locked`),
  ...(/^https?:/.test(entry.resolved ?? '') ? [`${folder} is locked to the address of a registry`] : []),
]);

for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
