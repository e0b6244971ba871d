import type { micromark } from 'micromark';
import type { HtmlManner } from './markdown-to-html.js';

type Options = NonNullable<Parameters<typeof micromark>[1] & object>;
type HtmlExtension = NonNullable<Extract<Options, { htmlExtensions?: unknown }>['htmlExtensions']>[number];

/** Maths as its source, for a program of the page to set. */
export function mathHtml({
  mathInLine,
  displayedMath,
}: Pick<HtmlManner, 'mathInLine' | 'displayedMath'>): HtmlExtension {
  return {
    enter: {
      mathFlow() {
        this.lineEndingIfNeeded();
        this.tag(displayedMath[0]);
      },
      mathFlowFenceMeta() {
        this.buffer();
      },
      mathText() {
        this.tag(mathInLine[0]);
      },
    },
    exit: {
      mathFlow() {
        const source = this.resume();
        this.raw(source.replace(/(?:\r?\n|\r)$/, ''));
        this.tag(displayedMath[1]);
        this.setData('mathFlowOpen');
        this.setData('slurpOneLineEnding');
      },
      mathFlowFence() {
        if (this.getData('mathFlowOpen')) return;
        this.setData('mathFlowOpen', true);
        this.setData('slurpOneLineEnding', true);
        this.buffer();
      },
      mathFlowFenceMeta() {
        this.resume();
      },
      mathFlowValue(token) {
        this.raw(this.encode(this.sliceSerialize(token)));
      },
      mathText() {
        this.tag(mathInLine[1]);
      },
      mathTextData(token) {
        this.raw(this.encode(this.sliceSerialize(token)));
      },
    },
  };
}

/**
 * Rows of tables end where their cells end. Filled up to the width of the head, a text of a megabyte could become a table of
 * billions of cells.
 */
export const shortRowsHtml: HtmlExtension = {
  exit: {
    tableRow() {
      this.lineEndingIfNeeded();
      this.tag('</tr>');
    },
  },
};
