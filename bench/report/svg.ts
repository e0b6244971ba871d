/** What stands in an SVG text. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

type Attributes = Readonly<Record<string, string | number>>;

export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${rounded(value)}"`);
  return content ? `<${name}${written.join('')}>${content}</${name}>` : `<${name}${written.join('')}/>`;
}

export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escaped(content));
}

/** A place in a picture: a tenth of a pixel is as fine as anybody sees. */
function rounded(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 10) / 10) : escaped(value);
}

/** Colors by daylight and in the dark, for one another's neighbors told apart without seeing red or green. */
const STYLE = `
svg { color-scheme: light dark; font: 13px system-ui, sans-serif; }
.ground { fill: #ffffff; } text { fill: #24292f; } .faint { fill: #59636e; } .grid { stroke: #d8dee4; } .axis { stroke: #59636e; }
.yes { fill: #0969da; stroke: #0969da; } .no { fill: #bc4c00; stroke: #bc4c00; } .plain { fill: #59636e; stroke: #59636e; }
.target { stroke: #24292f; stroke-width: 2; }
.s0 { --c: #0969da; } .s1 { --c: #bc4c00; } .s2 { --c: #1a7f37; } .s3 { --c: #8250df; } .s4 { --c: #bf3989; }
.s5 { --c: #7d5c00; } .s6 { --c: #1b7c83; } .s7 { --c: #cf222e; } .s8 { --c: #57606a; }
.line { fill: none; stroke: var(--c); stroke-width: 2; } .point, .name { fill: var(--c); }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117; } text { fill: #e6edf3; } .faint { fill: #9198a1; } .grid { stroke: #2b3138; } .axis { stroke: #9198a1; }
.yes { fill: #58a6ff; stroke: #58a6ff; } .no { fill: #f0883e; stroke: #f0883e; } .plain { fill: #9198a1; stroke: #9198a1; }
.target { stroke: #e6edf3; }
.s0 { --c: #58a6ff; } .s1 { --c: #f0883e; } .s2 { --c: #3fb950; } .s3 { --c: #bc8cff; } .s4 { --c: #f778ba; }
.s5 { --c: #d29922; } .s6 { --c: #39c5cf; } .s7 { --c: #ff7b72; } .s8 { --c: #9198a1; }
.name { fill: var(--c); }
}`;

/** A picture on a ground of its own, readable in light and dark. */
export function picture(width: number, height: number, label: string, parts: readonly string[]): string {
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, role: 'img' };
  const ground = element('rect', { class: 'ground', width, height, rx: 8 });
  const content = ['', element('style', {}, STYLE), ground, ...parts, ''].join('\n');
  return `${element('svg', { ...attributes, width, height, 'aria-label': label }, content)}\n`;
}
