import type { TestProject } from 'vitest/node';
import { createCluster } from './cluster.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of a superuser on the server that all files share. */
    postgresUrl: string;
  }
}

/** One server for all files, from the first test to the last. Whoever wants to stop it makes a cluster of its own. */
export default async function setup(project: TestProject): Promise<() => void> {
  const cluster = await createCluster();
  project.provide('postgresUrl', cluster.url);
  return () => cluster.remove();
}
