import type * as Levenshtein from "fastest-levenshtein";

/** How many letters to add, drop or change make one text the other. */
export function editDistance(from: string, to: string): number {
  // loaded where it is needed: a run without mistakes never asks
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { distance } = require("fastest-levenshtein") as typeof Levenshtein;
  return distance(from, to);
}
