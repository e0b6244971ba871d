import type { Growth } from '../growth/climb.js';
import { operations } from '../growth/operations.js';
import { amount, count } from '../words.js';
import { logScale, type Scale } from './scale.js';
import { element, picture, text } from './svg.js';

const WIDTH = 880;
const LEFT = 70;
const PANEL = 560;
const TOP = 64;
const HEIGHT = 420;
const NAME_HEIGHT = 18;

/** How the time of each operation grows, on two logarithmic axes: a flat line costs the same at any size. */
export function growthChart(growths: readonly Growth[]): string {
  const drawn = growths.filter(({ points }) => points.length > 1);
  const points = drawn.flatMap(({ points }) => points);
  const x = logScale(
    points.map(({ size }) => size),
    LEFT,
    LEFT + PANEL,
  );
  const y = logScale(
    points.map(({ ms }) => ms),
    TOP + HEIGHT,
    TOP,
  );
  const growing = growths[0]?.growing ?? '';
  return picture(WIDTH, TOP + HEIGHT + 44, `Time of each operation by the number of ${growing}`, [
    text(16, 26, `Time by the number of ${growing}, with the exponent`, { 'font-weight': 600 }),
    ...x.decades.flatMap((decade) => upright(x.at(decade), count(decade))),
    ...y.decades.flatMap((decade) => level(y.at(decade), amount(decade, 'ms'))),
    ...drawn.map((growth) => curve(growth, x, y)),
    ...names(drawn, y),
  ]);
}

function upright(x: number, name: string): string[] {
  const line = element('line', { class: 'grid', x1: x, x2: x, y1: TOP, y2: TOP + HEIGHT });
  return [line, text(x, TOP + HEIGHT + 22, name, { class: 'faint', 'text-anchor': 'middle' })];
}

function level(y: number, name: string): string[] {
  const line = element('line', { class: 'grid', x1: LEFT, x2: LEFT + PANEL, y1: y, y2: y });
  return [line, text(LEFT - 8, y + 4, name, { class: 'faint', 'text-anchor': 'end' })];
}

/** An operation has one color in all charts. */
function colorOf({ operation }: Growth): string {
  return `s${operations.findIndex(({ name }) => name === operation)}`;
}

function curve(growth: Growth, x: Scale, y: Scale): string {
  const places = growth.points.map(({ size, ms }) => [x.at(size), y.at(ms)] as const);
  const path = places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const dots = places.map(([cx, cy]) => element('circle', { class: 'point', cx, cy, r: 3 }));
  return element('g', { class: colorOf(growth) }, element('polyline', { class: 'line', points: path }) + dots.join(''));
}

/** Each name beside the end of its line, or below the name above it where these would meet. */
function names(growths: readonly Growth[], y: Scale): string[] {
  const ends = growths.map((growth) => ({ growth, y: y.at(growth.points.at(-1)?.ms ?? 1) + 4 }));
  ends.sort((a, b) => a.y - b.y);
  let above = Number.NEGATIVE_INFINITY;
  const overflow = ends.length * NAME_HEIGHT;
  return ends.map(({ growth, y }, place) => {
    const lowest = TOP + HEIGHT - overflow + (place + 1) * NAME_HEIGHT;
    above = Math.max(above + NAME_HEIGHT, Math.min(y, lowest));
    const name = `${growth.operation} ${growth.exponent?.toFixed(2)}`;
    return element('g', { class: colorOf(growth) }, text(LEFT + PANEL + 14, above, name, { class: 'name' }));
  });
}
