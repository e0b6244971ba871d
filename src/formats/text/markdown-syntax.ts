import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTable } from 'micromark-extension-gfm-table';
import { math } from 'micromark-extension-math';

/** The Markdown of cards: CommonMark, with the tables and the strikethrough of GitHub, and maths between dollar signs. */
export const SYNTAX = [gfmTable(), gfmStrikethrough({ singleTilde: false }), math()];
