import { inTime, isOfType } from './http-messages.js';
import { malformed, Refusal } from './http-refusal.js';

/** Bytes that are unzipped at once: even of these, a bomb makes no more than 4 MiB. */
const BITE = 4 * 1024;

/**
 * The text of a body of JSON, unzipped. What is too long or too slow is not read on.
 * @throws Refusal
 */
export async function bodyOf(request: Request, maxBytes: number, timeoutMs: number): Promise<string> {
  const { headers } = request;
  if (!isOfType(headers, 'application/json')) {
    throw new Refusal(415, 'invalid-argument', 'The body must be application/json');
  }
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity';
  if (encoding !== 'identity' && (encoding !== 'gzip' || typeof DecompressionStream !== 'function')) {
    const accepted = typeof DecompressionStream === 'function' ? 'gzip, identity' : 'identity';
    throw new Refusal(415, 'invalid-argument', 'The body must be sent as it is, or zipped if this server unzips', {
      headers: { 'accept-encoding': accepted },
    });
  }
  if (Number(headers.get('content-length')) > maxBytes) throw tooLarge();
  const bytes = request.body ? await bytesOf(request.body, encoding === 'gzip', maxBytes, timeoutMs) : new Uint8Array();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('The body is not UTF-8');
  }
}

async function bytesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  isZipped: boolean,
  maxBytes: number,
  timeoutMs: number,
): Promise<ArrayBuffer> {
  let refused: Refusal | undefined;
  const refuse = () => {
    refused = tooLarge();
    return refused;
  };
  const late = () => new Refusal(408, 'unreachable', 'The body took too long to arrive; send it again');
  try {
    return await inTime(timeoutMs, late, (signal) => {
      let bytes = body.pipeThrough(atMost(maxBytes, refuse), { signal });
      if (isZipped) bytes = unzipped(bytes).pipeThrough(atMost(maxBytes, refuse));
      return new Response(bytes).arrayBuffer();
    });
  } catch (error) {
    if (refused) throw refused;
    throw error instanceof Refusal ? error : new Refusal(400, 'unreachable', 'The body broke off; send it again');
  }
}

/** Unzips a bite when the one before is unzipped: runtimes differ in how far they would read ahead. */
function unzipped(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  const oneByOne = new WritableStream<Uint8Array<ArrayBuffer>>({
    write: (bite) => writer.write(bite),
    close: () => writer.close(),
    abort: (reason) => writer.abort(reason),
  });
  bytes.pipeTo(oneByOne).catch(() => undefined); // whoever reads what comes out meets the error there
  return readable;
}

/** Lets so many bytes pass, in bites. */
function atMost(
  maxBytes: number,
  refuse: () => Refusal,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let count = 0;
  return new TransformStream({
    transform(chunk, controller) {
      count += chunk.length;
      if (count > maxBytes) throw refuse();
      for (let from = 0; from < chunk.length; from += BITE) {
        controller.enqueue(chunk.subarray(from, from + BITE));
      }
    },
  });
}

const tooLarge = () => new Refusal(413, 'too-large', 'Nothing was kept; send fewer events at once');
