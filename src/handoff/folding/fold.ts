import { prove } from "../parity/prove";
import { Attempt } from "./attempt";
import { withDataSums } from "./data-sums";
import { type Family, familiesOf, withOwnNames } from "./families";
import { type FoldRequest, type Folded } from "./fold-request";
import { kinOf } from "./kin";
import { isSmallPart } from "./kin-limits";

/**
 * Folds the blocks of each family into one. A family stays as it is if its blocks differ in more than values of their elements, or
 * if the one block, expanded, is not equal to them.
 */
export function folded(request: FoldRequest): Folded {
  const refused = new Set<string>();
  const plain = new Set<string>();
  const all = candidatesOf(request);
  const summed = withDataSums(request);
  for (;;) {
    const families = all.filter(({ address }) => !refused.has(address));
    const made = new Attempt(request, summed, families, plain).made();
    if ("refused" in made) {
      for (const address of made.refused) refused.add(address);
      continue;
    }
    const differences = differencesOf(request, made);
    if (differences.length === 0) return { ...made, families };
    const isNew = differences.map((line) => noted(line, families, refused, plain));
    if (!isNew.includes(true))
      return { json: request.json, values: request.values, families: [], absorbed: new Map() };
  }
}

function candidatesOf({ stack, trial, collections, values, fixed }: FoldRequest): Family[] {
  const taken = [...Object.keys(values), ...collections.map(({ name }) => name)];
  const alike = kinOf(stack, [], taken);
  const grown = familiesOf(stack, trial, collections).filter(
    (family) => !alike.some((kin) => isSmallPart(family, kin)),
  );
  const free = [...grown, ...kinOf(stack, grown, taken)].filter(
    ({ members }) => !members.some(({ address }) => fixed.includes(address)),
  );
  return withOwnNames(free, stack);
}

/** Differences between the module, expanded with its values, and the stack. */
const differencesOf = (
  { source }: FoldRequest,
  { json, values }: Pick<Folded, "json" | "values">,
): readonly string[] =>
  prove(source, json, { module: { json, calls: new Map() }, values, backend: {}, isHcl: false }).differences;

/** Notes the family or the block of a difference as one that stays as it is; false if neither is new. */
function noted(
  difference: string,
  families: readonly Family[],
  refused: Set<string>,
  plain: Set<string>,
): boolean {
  const names = new Set(difference.match(/[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+/g) ?? []);
  const isNamed = (address: string): boolean =>
    [...names].some((name) => `${name}.`.replace(/^resource\./, "").startsWith(`${address}.`));
  const family = families.find(
    ({ address, members }) => isNamed(address) || members.some((member) => isNamed(member.address)),
  );
  if (family) {
    refused.add(family.address);
    return true;
  }
  const [, block] =
    /\b(?:resource\.)?((?:data\.)?[a-z]\w*\.[A-Za-z_][\w-]*)/.exec(difference.replace(/^[^:]*: /, "")) ?? [];
  if (block === undefined || plain.has(block)) return false;
  plain.add(block);
  return true;
}
