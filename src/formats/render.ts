export { type RenderOptions, renderMarkdown } from './text/markdown-render.js';
