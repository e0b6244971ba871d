/** One option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** One letter. */
  readonly short?: string;
  /** What stands for its value in the help: `FILE`, `ID`. Files are completed by the shell. */
  readonly value?: string;
  /** All the values it may have. */
  readonly choices?: readonly string[];
  /** What it does, without a full stop. */
  readonly about: string;
}

export type Options = { readonly [name: string]: Option };

type ValueOf<Type extends Option['type']> = Type extends 'boolean' ? boolean : string;

/** What was asked of a command: its options by name, and what stands beside them. `-` is standard input or output. */
export interface Call<Own extends Options = Options> {
  readonly values: { readonly [Name in keyof Own]?: ValueOf<Own[Name]['type']> | undefined };
  readonly words: readonly string[];
}

/** What a command does, in a module of its own: only the command that is asked for is loaded. */
export interface CommandModule<Own extends Options = Options> {
  /**
   * Does it.
   * @returns the exit code: 0, or 1 if something is wrong with what was given
   * @throws UsageError for a call that cannot be meant
   */
  run(call: Call<Own>): Promise<number>;
}

/** What there is to know of a command without loading it. */
export interface Command<Own extends Options = Options> {
  readonly name: string;
  /** A line for the list of commands. */
  readonly summary: string;
  /** What stands behind the name: `<files...>`. */
  readonly words: string;
  /** The first word, where it is one of a few; files are completed otherwise. */
  readonly choices?: readonly string[];
  readonly options: Own;
  /** What else a learner or author should know, in lines of at most 80 columns. */
  readonly notes?: string;
  readonly load: () => Promise<CommandModule<Own>>;
}

/** The command, its options taken literally. */
export function command<const Own extends Options>(spec: Command<Own>): Command<Own> {
  return spec;
}
