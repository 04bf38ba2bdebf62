import { blockAddress } from "../../terraform/terraform-references";
import { type Difference } from "../parity/compare";
import { prove } from "../parity/prove";
import { Attempt } from "./attempt";
import { withDataSums } from "./data-sums";
import { type Family, familiesOf, withOwnNames } from "./families";
import { type FoldRequest, type Folded } from "./fold-request";
import { similarFamilies } from "./similar-blocks";
import { isSmallPart } from "./fold-limits";

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
    const result = new Attempt(request, summed, families, plain).result();
    if ("refused" in result) {
      for (const address of result.refused) refused.add(address);
      continue;
    }
    // The module, expanded with its values, and the stack.
    const written = { module: { json: result.json, calls: new Map() }, values: result.values, backend: {} };
    const { differences } = prove(request.source, result.json, { ...written, isHcl: false });
    if (differences.length === 0) return { ...result, families };
    const isNew = differences.map((each) => keepAsItIs(each, families, refused, plain));
    if (!isNew.includes(true))
      return { json: request.json, values: request.values, families: [], absorbed: new Map() };
  }
}

function candidatesOf({ stack, trial, collections, values, fixed }: FoldRequest): Family[] {
  const taken = [...Object.keys(values), ...collections.map(({ name }) => name)];
  const similar = similarFamilies(stack, [], taken);
  const grown = familiesOf(stack, trial, collections).filter(
    (family) => !similar.some((other) => isSmallPart(family, other)),
  );
  const free = [...grown, ...similarFamilies(stack, grown, taken)].filter(
    ({ members }) => !members.some(({ address }) => fixed.includes(address)),
  );
  return withOwnNames(free, stack);
}

/** Notes the family or the block of a difference as one that stays as it is; false if neither is new. */
function keepAsItIs(
  { addresses }: Difference,
  families: readonly Family[],
  refused: Set<string>,
  plain: Set<string>,
): boolean {
  const named = new Set(addresses.map(blockAddress));
  const family = families.find(
    ({ address, members }) => named.has(address) || members.some((member) => named.has(member.address)),
  );
  if (family) {
    refused.add(family.address);
    return true;
  }
  const block = [...named].find((address) => address.includes("."));
  if (block === undefined || plain.has(block)) return false;
  plain.add(block);
  return true;
}
