import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Store, type Study, StudyError, type SyncBookmark, syncLogs } from 'ownwords';
import { httpStore } from 'ownwords/http';
import { UsageError } from '../errors.js';

/** What is to be kept in step. */
interface Logs {
  readonly study: Study;
  readonly store: Store;
  /** Where the log is kept; beside it lies what was synchronized with which server. */
  readonly file: string;
  readonly url: string;
  /** Lets the learner in; the server knows what it looks like. */
  readonly token: string | undefined;
}

/** Gives up soon: who is offline wants to study. */
const RETRIES = 1;

/**
 * Brings this log and the server's together, and the study up to date.
 * @returns what to tell the learner, also when the server cannot be reached: that is no error, only a later time
 */
export async function synchronized({ study, store, file, url, token }: Logs): Promise<string> {
  const server = serverAt(url, token);
  const bookmarks = await bookmarksIn(file);
  const remember = async (bookmark: SyncBookmark) => {
    bookmarks[url] = bookmark;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(bookmarkFile(file), `${JSON.stringify(bookmarks, null, 2)}\n`);
  };
  try {
    await remember(await syncLogs(store, server, { since: bookmarks[url], onPage: remember }));
    await study.refresh();
    return `In step with ${url}.`;
  } catch (error) {
    if (!(error instanceof StudyError) || error.code !== 'unreachable') throw error;
    return `Offline: ${error.message}. Your progress is kept here.`;
  } finally {
    await server.close();
  }
}

function serverAt(url: string, token: string | undefined): Store {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  try {
    return httpStore(url, { headers, retries: RETRIES });
  } catch {
    throw new UsageError(`--sync needs the address of a log, such as http://localhost:8080/log, not ${url}`);
  }
}

const bookmarkFile = (file: string) => `${file}.sync`;

/** Lost or damaged bookmarks cost a longer sync and nothing else. */
async function bookmarksIn(file: string): Promise<Record<string, SyncBookmark>> {
  try {
    const bookmarks: unknown = JSON.parse(await readFile(bookmarkFile(file), 'utf8'));
    return typeof bookmarks === 'object' && bookmarks !== null ? { ...bookmarks } : {};
  } catch {
    return {};
  }
}
