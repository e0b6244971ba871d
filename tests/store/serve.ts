import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { onTestFinished } from 'vitest';

export type Answer = (request: Request) => Response | Promise<Response>;

export interface Served {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** A real server on this machine, gone after the test. */
export async function serve(answer: Answer, { port = 0, requestsPerConnection = 0 } = {}): Promise<Served> {
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  server.maxRequestsPerSocket = requestsPerConnection;
  return served(server, port, () => server.closeAllConnections());
}

/** What becomes of a connection: bytes of the request that pass, and then of the answer; where they end, it is cut. */
export interface Fault {
  readonly request?: number;
  readonly answer?: number;
  /** Stay connected, and let nothing more pass. */
  readonly stalls?: boolean;
}

/** A way to a server that can be cut anywhere. */
export async function proxy(to: Served, nextFault: () => Fault | undefined): Promise<Served> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((client) => {
    const fault = nextFault() ?? {};
    const upstream = connect(to.port, '127.0.0.1');
    const cut = () => {
      if (fault.stalls) return;
      client.resetAndDestroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => sockets.delete(socket));
    }
    pass(client, upstream, fault.request ?? Number.POSITIVE_INFINITY, cut);
    pass(upstream, client, fault.answer ?? Number.POSITIVE_INFINITY, cut);
  });
  return served(server, 0, () => {
    for (const socket of sockets) socket.destroy();
  });
}

function pass(from: Socket, to: Socket, most: number, cut: () => void): void {
  let left = most;
  if (most === 0) from.once('data', cut);
  from.on('data', (bytes) => {
    if (left > 0) to.write(bytes.subarray(0, left));
    left -= bytes.length;
    if (left <= 0) setTimeout(cut, 5); // after what was let through is there
  });
  from.on('end', () => {
    if (left > 0) to.end();
  });
}

async function served(server: Server, port: number, cutAll: () => void): Promise<Served> {
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      cutAll();
    });
  onTestFinished(stop);
  const address = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}/log`, port: address.port, stop };
}
