import { openStudy } from 'ownwords';
import { initiativeAndLeadership } from 'ownwords/decks';
import { fileStore } from 'ownwords/file';

const study = await openStudy({ decks: [initiativeAndLeadership], store: fileStore('progress.ndjson') });
const [card] = study.due();
if (card) await study.grade(card.id, 'good');
