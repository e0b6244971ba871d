import { indexedDbStore } from 'ownwords/indexeddb';
import { DATABASE, makePage } from './page.js';

const store = indexedDbStore({ name: DATABASE });

makePage((event) => store.append([event]));
