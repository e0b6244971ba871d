interface Memory {
  readonly phase: string;
  readonly stability?: number;
  readonly difficulty?: number;
  readonly reps: number;
  readonly lapses: number;
}

/** Where a card stands, for comparison: ts-fsrs keeps the time of a due and we the day, so the day is what counts. */
export function scheduleLine(id: string, memory: Memory, due: Date | undefined): string {
  const { phase, stability, difficulty, reps, lapses } = memory;
  return `${id} ${phase} ${due && dayLine(due)} ${stability} ${difficulty} ${reps} ${lapses}`;
}

export function dayLine(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
