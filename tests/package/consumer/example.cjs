const { openStudy } = require('ownwords');
const { initiativeAndLeadership } = require('ownwords/decks');
const { fileStore } = require('ownwords/file');

async function main() {
  const study = await openStudy({ decks: [initiativeAndLeadership], store: fileStore('progress.ndjson') });
  const [card] = study.due();
  if (card) await study.grade(card.id, 'good');
}

main();
