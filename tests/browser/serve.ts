import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { bundlePage } from './bundle.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the page is served, as `http://localhost:1234`. */
    origin: string;
  }
}

/** Serves one page and its program, all the while the tests run. */
export default async function serve(project: TestProject): Promise<() => void> {
  const { code } = await bundlePage();
  const sqlite = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm-browser.wasm');
  const files: Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>> = {
    '/': [
      'text/html',
      '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><script src="/page.js"></script>',
    ],
    '/page.js': ['text/javascript', code],
    '/sql-wasm-browser.wasm': ['application/wasm', readFileSync(sqlite)],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? [];
    if (type === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { 'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  project.provide('origin', `http://localhost:${(server.address() as AddressInfo).port}`);
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
