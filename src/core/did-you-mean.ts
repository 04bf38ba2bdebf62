import { editDistance } from "./edit-distance";

/**
 * The word that was probably meant, or undefined where none is near. Case, `-` and `_` weigh nothing, since
 * `vpc_cidr` for `vpcCidr` is a habit and no typing error.
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
    // one letter of three is too much: `alb` is no `nlb`
    const near = isSwapped || steps <= (longest > 3 ? Math.floor(longest / 3) : 0);
    // a word of two letters is one step from too many others
    if (near && (steps === 0 || plain.length > 2) && (best === undefined || steps < best.steps)) {
      best = { candidate, steps };
    }
  }
  return best?.candidate;
}

/** Keys are shorter; the distance of two long texts takes long. */
const MAX_LENGTH = 200;

function plainOf(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, "");
}

/** The same for two words of which one has letters swapped. */
function lettersOf(word: string): string {
  return [...word].sort().join("");
}
