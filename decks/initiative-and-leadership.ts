import file from './initiative-and-leadership.json' with { type: 'json' };
import { interviewDeck } from './interview.js';

/** Initiative and leadership: stepping up unasked, and owning an outcome without a title. */
export const initiativeAndLeadership = /* @__PURE__ */ interviewDeck('initiative-and-leadership', file);
