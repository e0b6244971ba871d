export interface RenderOptions {
  /** Where a file that the card refers to can be found: a URL for its name. */
  readonly media?: (name: string) => string | undefined;
}
