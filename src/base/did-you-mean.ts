import type * as Levenshtein from "fastest-levenshtein";

/**
 * The candidate that is most similar to `word`; undefined if none is similar. Case, `-` and `_` are ignored, because
 * `vpc_cidr` for `vpcCidr` is a naming style and not a typing error.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const plain = plainOf(word);
  let best: { candidate: string; steps: number } | undefined;
  for (const candidate of candidates) {
    const other = plainOf(candidate);
    const isSwapped = plain !== other && lettersOf(plain) === lettersOf(other);
    const steps = isSwapped ? 1 : editDistance(plain, other);
    const longest = Math.max(plain.length, other.length);
    // in words of up to three letters, one different letter is too many: `alb` is not `nlb`
    const near = isSwapped || steps <= (longest > 3 ? Math.floor(longest / 3) : 0);
    // too many words differ from a two-letter word by one letter
    if (near && (steps === 0 || plain.length > 2) && (best === undefined || steps < best.steps)) {
      best = { candidate, steps };
    }
  }
  return best?.candidate;
}

/** The end of a message about an unknown word: the most similar candidate; empty if none is similar. */
export function orMeant(word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** The fix of an unknown word: the most similar candidate, or another fix if none is similar. */
export function meantOr(otherwise: string, word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? otherwise : `did you mean ${meant}?`;
}

/**
 * The candidate that `word` misspells: it differs in one or two letters, in case, or in `-` and `_`. A list of names is dated, and a name
 * that is further away may be newer than the list.
 */
export function misspelled(word: string, candidates: Iterable<string>): string | undefined {
  const meant = nearest(word, candidates);
  return meant !== undefined && editDistance(plainOf(word), plainOf(meant)) <= FEW_LETTERS
    ? meant
    : undefined;
}

const FEW_LETTERS = 2;

/** Longer than any key. The edit distance of two long texts is slow to compute. */
const MAX_LENGTH = 200;

function plainOf(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

/** The sorted letters of a word: equal for two words that differ only in the order of their letters. */
function lettersOf(word: string): string {
  return [...word].sort().join("");
}

/** Number of letters to add, remove or change to turn one text into the other. */
export function editDistance(from: string, to: string): number {
  // loaded on first use: a run without mistakes does not need it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { distance } = require("fastest-levenshtein") as typeof Levenshtein;
  return distance(from, to);
}
