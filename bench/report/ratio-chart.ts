import type { Figure } from '../figure.js';
import { count, digits } from '../words.js';
import { logScale } from './scale.js';
import { element, picture, text } from './svg.js';

const WIDTH = 880;
const LEFT = 250;
const RIGHT = WIDTH - 90;
const TOP = 64;
const ROW = 24;

type Compared = Figure & { readonly ratio: NonNullable<Figure['ratio']> };

/** How often the baseline's figure ours is, case by case, with the target where it is one of ratios. */
export function ratioChart(figures: readonly Figure[]): string {
  const rows = figures.filter((figure): figure is Compared => (figure.ratio?.least ?? 0) > 0);
  const values = rows.flatMap(({ ratio, target }) => [ratio.least, ratio.most, target?.ratio ?? 1]);
  const scale = logScale([...values, 1], LEFT, RIGHT);
  const bottom = TOP + rows.length * ROW;
  const grid = scale.decades.flatMap((decade) => {
    const x = scale.at(decade);
    return [
      element('line', { class: decade === 1 ? 'axis' : 'grid', x1: x, x2: x, y1: TOP - 6, y2: bottom }),
      text(x, TOP - 12, decade === 1 ? 'as the baseline' : `${digits(decade)}×`, {
        class: 'faint',
        'text-anchor': 'middle',
      }),
    ];
  });
  const head = text(16, 26, 'Ours ÷ baseline: further left is better', { 'font-weight': 600 });
  return picture(WIDTH, bottom + 44, 'Our figures divided by their baselines, on a logarithmic axis', [
    head,
    ...grid,
    ...rows.flatMap((row, index) => rowParts(row, TOP + (index + 0.5) * ROW, scale.at)),
    ...legend(bottom + 26),
  ]);
}

function rowParts(
  { case: name, work, size, ratio, target }: Compared,
  y: number,
  at: (ratio: number) => number,
): string[] {
  const moment = name.startsWith('memory') ? (work.endsWith('grade') ? 'after a grade' : 'opened') : undefined;
  const about = moment ?? (size && `${count(size.cards)} / ${count(size.cards * size.reviewsPerCard)}`);
  const kind = classOf(target);
  const parts = [
    text(16, y + 4, name),
    text(LEFT - 12, y + 4, about ?? '', { class: 'faint', 'text-anchor': 'end' }),
    element('line', { class: kind, x1: at(ratio.least), x2: at(ratio.most), y1: y, y2: y, 'stroke-width': 2 }),
    element('circle', { class: kind, cx: at(ratio.median), cy: y, r: 4.5 }),
    text(WIDTH - 16, y + 4, `${digits(ratio.median)}×`, { 'text-anchor': 'end' }),
  ];
  if (target?.ratio === undefined) return parts;
  const x = at(target.ratio);
  return [...parts, element('line', { class: 'target', x1: x, x2: x, y1: y - 8, y2: y + 8 })];
}

function classOf(target: Figure['target']): string {
  return target === undefined ? 'plain' : target.reached ? 'yes' : 'no';
}

function legend(y: number): string[] {
  const entries = [
    ['yes', 'target reached'],
    ['no', 'target missed'],
    ['plain', 'no target'],
  ] as const;
  const dots = entries.flatMap(([kind, name], index) => [
    element('circle', { class: kind, cx: 22 + index * 150, cy: y - 4, r: 4.5 }),
    text(34 + index * 150, y, name, { class: 'faint' }),
  ]);
  const x = 22 + entries.length * 150;
  const mark = element('line', { class: 'target', x1: x, x2: x, y1: y - 12, y2: y + 4 });
  return [
    ...dots,
    mark,
    text(x + 12, y, 'the target; where there is none, it is not one of ratios', { class: 'faint' }),
  ];
}
