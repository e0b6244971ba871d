// Builds the page in memory and serves it to this machine: `npm run web`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const USUAL_PORT = 5173;
const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const { outputFiles } = await build({
  entryPoints: [at('main.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  sourcemap: 'inline',
});
const files = new Map<string | undefined, readonly [type: string, body: Uint8Array]>([
  ['/', ['text/html', await readFile(at('index.html'))]],
  ['/style.css', ['text/css', await readFile(at('style.css'))]],
  ['/main.js', ['text/javascript', outputFiles[0]?.contents ?? new Uint8Array()]],
]);

const server = createServer(({ url }, response) => {
  const [type, body] = files.get(url) ?? [];
  if (type === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
});

function listen(port: number): void {
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || port === USUAL_PORT + 100) throw error;
    listen(port + 1);
  });
  server.listen(port, '127.0.0.1');
}
server.once('listening', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  console.log(`Study at http://127.0.0.1:${port}`);
  if (port !== USUAL_PORT)
    console.log(`(Port ${USUAL_PORT} is taken. Browsers keep progress by address: here it is another than there.)`);
});
listen(USUAL_PORT);
