import type * as Levenshtein from "fastest-levenshtein";

/** Number of letters to add, remove or change to turn one text into the other. */
export function editDistance(from: string, to: string): number {
  // loaded on first use: a run without mistakes does not need it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { distance } = require("fastest-levenshtein") as typeof Levenshtein;
  return distance(from, to);
}
