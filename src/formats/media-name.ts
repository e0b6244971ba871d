import { StudyError } from '../errors.js';

/** Signs that some file system does not take in a name, and halves of characters. */
const UNWELCOME = /[\p{Cc}\p{Cs}[\]<>:"/?*^\\|]/gu;
/** Names that Windows keeps for devices, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)/i;
const MOST_BYTES = 120;

const encoder = new TextEncoder();

/**
 * The name under which a file of a package goes.
 * @throws StudyError `unsafe-file` for a name that leads out of the folder it is put in
 */
export function mediaName(name: string): string {
  if (/[/\\\0]/.test(name) || name === '.' || name === '..') {
    throw new StudyError(
      'unsafe-file',
      `The package holds a file named ${JSON.stringify(name.slice(0, 80))}, which leads out of its folder; do not trust it`,
    );
  }
  return plainName(name);
}

/**
 * The name that Anki itself would give a file, so that cards find it by the name they use. Signs that are not yet assigned
 * in Unicode stay, unlike in Anki: which ones these are depends on the machine.
 * @returns an empty text, if nothing of the name is left
 */
export function plainName(name: string): string {
  const clean = shortened(
    name
      .normalize('NFC')
      .replace(/\u00a0/g, ' ')
      .replace(UNWELCOME, '')
      .replace(DEVICE, '$1_'),
  );
  return /[ .]$/.test(clean) ? `${clean}_` : clean;
}

/** Cut to what every file system takes: the stem, so that the extension still tells what it is. */
function shortened(name: string): string {
  if (encoder.encode(name).length <= MOST_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  let left = MOST_BYTES - encoder.encode(extension).length;
  let stem = '';
  for (const sign of name.slice(0, name.length - extension.length)) {
    left -= encoder.encode(sign).length;
    if (left < 0) break;
    stem += sign;
  }
  return stem + extension;
}
