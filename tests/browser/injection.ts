import type { Page } from 'playwright-core';

/** What renderMarkdown says that its output consists of; the attributes of each tag are after its name. */
const PARTS = `p br hr h1 h2 h3 h4 h5 h6 em strong del pre blockquote ul li table thead tbody tr
  ol[start] td[align] th[align] a[href,title,rel] img[src,alt,loading,referrerpolicy] audio[src,controls,preload]
  video[src,controls,preload] span[class] div[class] code[class]`;

/**
 * Puts each HTML into a page, as a program would, and points, clicks at and waits for what is in it. Brings all that should
 * not have happened, in words: scripts that ran or failed, anything that was fetched, frames and navigation, and tags and
 * attributes that the rendering of cards does not have.
 */
export async function harmless(page: Page, htmls: readonly string[]): Promise<string[]> {
  const seen: string[] = [];
  const onRequest = (request: { url(): string }) => seen.push(`fetched ${request.url()}`);
  const onError = (error: Error) => seen.push(`failed: ${error.message}`);
  const onFrame = () => seen.push('made or moved a frame');
  page.on('request', onRequest).on('pageerror', onError).on('frameattached', onFrame).on('framenavigated', onFrame);
  const found = await page.evaluate(
    async ({ htmls, parts }) => {
      const found: string[] = [];
      let html = '';
      const tell = (what: string) => found.push(`${what} in ${html.slice(0, 300)}`);
      const names = ['alert', 'confirm', 'prompt', 'eval', 'open', 'print', 'fetch'] as const;
      const own = names.map((name) => [name, window[name]] as const);
      for (const name of names) {
        Object.assign(window, { [name]: (...values: unknown[]) => tell(`${name}(${values.join()})`) });
      }
      const onError = (event: Event) => tell(event.type);
      for (const type of ['error', 'securitypolicyviolation', 'unhandledrejection'])
        addEventListener(type, onError, true);
      const allowed = new Map(
        parts.split(/\s+/).map((part) => {
          const [tag = '', attributes = ''] = part.split(/[[\]]/);
          return [tag, attributes.split(',')];
        }),
      );
      const look = (element: Element) => {
        const attributes = allowed.get(element.localName);
        if (!attributes) tell(`<${element.localName}>`);
        for (const { name } of Array.from(element.attributes))
          if (!attributes?.includes(name)) tell(`${element.localName}[${name}]`);
        if (element instanceof HTMLAnchorElement && !/^(?:https?|mailto):$/.test(element.protocol)) tell(element.href);
        for (const type of ['mouseover', 'mouseenter', 'focus', 'load', 'toggle', 'begin'])
          element.dispatchEvent(new Event(type));
      };
      const host = document.createElement('div');
      document.body.append(host);
      for (html of htmls) {
        host.innerHTML = html;
        for (const element of Array.from(host.querySelectorAll('*'))) look(element);
        await new Promise((resolve) => setTimeout(resolve));
        if (document.body.lastElementChild !== host || host.parentElement !== document.body) tell('the page changed');
      }
      html = 'one of all';
      host.innerHTML = htmls.map((html) => `<div>${html}</div>`).join('');
      await new Promise((resolve) => setTimeout(resolve, 500));
      host.remove();
      for (const type of ['error', 'securitypolicyviolation', 'unhandledrejection'])
        removeEventListener(type, onError, true);
      Object.assign(window, Object.fromEntries(own));
      return found;
    },
    { htmls, parts: PARTS },
  );
  page.off('request', onRequest).off('pageerror', onError).off('frameattached', onFrame).off('framenavigated', onFrame);
  return [...new Set([...found, ...seen])];
}
