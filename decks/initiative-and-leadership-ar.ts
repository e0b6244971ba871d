import file from './initiative-and-leadership-ar.json' with { type: 'json' };
import { interviewDeck } from './interview.js';

/** Initiative and leadership in Arabic, with the same keys. */
export const initiativeAndLeadershipAr = /* @__PURE__ */ interviewDeck('initiative-and-leadership-ar', file);
