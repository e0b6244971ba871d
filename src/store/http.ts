export { type HttpStoreOptions, httpStore } from './http-client.js';
export type { WebRequest, WebResponse } from './http-messages.js';
export type { HeaderList, HeaderSource } from './http-request.js';
export { type ServeStoreOptions, serveStore } from './http-server.js';
