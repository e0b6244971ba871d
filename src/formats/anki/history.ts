import type { CardId } from '../../deck/deck.js';
import { type CardEvent, GRADES, type Grade } from '../../log/event.js';
import type { Clock } from '../../time/clock.js';
import type { Due } from '../../time/due.js';
import { dayNumber, dayOfNumber, isInstant, isStudyDay, type StudyDay } from '../../time/study-day.js';
import type { Remark } from '../imported.js';
import { difficultyWithin, type Memory, memoryOfSm2, stabilityWithin } from '../sm2.js';
import type { CardRow, Collection, Preset, ReviewRow } from './collection.js';
import { type CollectionDays, collectionDays } from './day-numbers.js';
import { dueAfter, dueOf } from './due.js';
import { ankiEventId, type EventSource } from './event-ids.js';
import { historyStart, isAnswered, isCramming, isReset } from './history-start.js';

