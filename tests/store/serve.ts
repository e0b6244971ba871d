import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { onTestFinished } from 'vitest';

export type Answer = (request: Request) => Response | Promise<Response>;

export interface Served {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** A real server on this machine, gone after the test. */
export async function serve(answer: Answer, port = 0): Promise<Served> {
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  const address = await listening(server, port);
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${address.port}/log`, port: address.port, stop };
}

async function listening(server: Server, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server.address() as AddressInfo;
}
