/** Far more than any file of flashcards nests, and little enough to keep in mind while it is read. */
const MOST_LEVELS = 1_000;

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * The value of a JSON text by strangers. A list in a list in a list takes the parser some seventy bytes for each of its brackets:
 * a few megabytes of them would fill the memory.
 * @throws SyntaxError if it is no JSON, or nested deeper than anything honest
 */
export function shallowJson(text: string): unknown {
  if (text.length > MOST_LEVELS && isDeep(text))
    throw new SyntaxError(`it is nested deeper than ${MOST_LEVELS} levels`);
  return JSON.parse(text);
}

function isDeep(text: string): boolean {
  let levels = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isInText = !isInText;
    else if (isInText) {
      if (code === BACKSLASH) at++;
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++levels > MOST_LEVELS) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) levels--;
  }
  return false;
}
