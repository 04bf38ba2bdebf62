import { createHash } from "node:crypto";
import { CODE_KINDS } from "./alterations";
import { type CodeMutant } from "./mutants";

/**
 * A part of the changes that a seed decides. Each kind has the same share: most changes are of texts, and fewest of conditions on lists. An
 * edit of a file changes the places of its own changes alone.
 */
export function sampled(mutants: readonly CodeMutant[], seed: number, count: number): CodeMutant[] {
  const order = (mutant: CodeMutant): string =>
    createHash("sha256").update(`${seed} ${mutant.key}`).digest("hex");
  const ordered = mutants
    .map((mutant) => ({ mutant, order: order(mutant) }))
    .toSorted((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ mutant }) => mutant);
  const ofKinds = CODE_KINDS.map((kind) => ordered.filter((mutant) => mutant.kind === kind));
  const rows = Math.max(0, ...ofKinds.map(({ length }) => length));
  return Array.from({ length: rows }, (_, row) => ofKinds.flatMap((some) => some.slice(row, row + 1)))
    .flat()
    .slice(0, count);
}
