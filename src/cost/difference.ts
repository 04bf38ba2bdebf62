import { stackName } from "../base/layers";
import { groupBy } from "../base/group-by";
import { type Estimate } from "./estimate";
import { type CostLine, type Extent, usdOf } from "./line";

/** One changed cost. */
export interface LineDifference {
  readonly stack: string;
  readonly address: string;
  readonly item: string;
  /** The line before; undefined for a new line. */
  readonly before: CostLine | undefined;
  /** The line after; undefined for a removed line. */
  readonly after: CostLine | undefined;
  /** Difference in USD a month; undefined if a price is unknown. */
  readonly change: Extent | undefined;
  /** Other regions whose prices it has; empty if it is exact. */
  readonly pricesOf: readonly string[];
}

/** Added, removed and changed lines between two estimates; a side without the environment has no estimate. */
export function costDifferences(before: Estimate | undefined, after: Estimate | undefined): LineDifference[] {
  const environment = (after ?? before)?.environment ?? "";
  const [old, now] = [byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const line = is ?? was;
    if (!line) return [];
    if (was && is && cause(was) === cause(is)) return [];
    const { layer, address, item } = line;
    return [
      {
        stack: stackName(environment, layer),
        address,
        item,
        before: was,
        after: is,
        change: changeOf(was, is),
        pricesOf: otherRegions([was, is]),
      },
    ];
  });
}

/** Everything that determines the amount of a line. */
const cause = ({ factors, price, found }: CostLine): string => JSON.stringify([factors, price, found]);

function otherRegions(lines: readonly (CostLine | undefined)[]): string[] {
  const regions = lines.flatMap((line) =>
    line?.price?.origin === "other" && !line.found ? [line.price.region] : [],
  );
  return [...new Set(regions)].sort();
}

/**
 * Lines by resource and item, numbered if there are several, such as two disks of a node. A repository that Terraform forgets
 * or imports stays the same item.
 */
function byKey(estimate: Estimate | undefined): Map<string, CostLine> {
  const byName = groupBy(
    estimate?.lines ?? [],
    ({ layer, address, item }) => `${layer}/${address} ${item.replace(/^retained /, "")}`,
  );
  return new Map(
    [...byName].flatMap(([name, lines]) => lines.map((line, index) => [`${name} ${index}`, line] as const)),
  );
}

function changeOf(was: CostLine | undefined, is: CostLine | undefined): Extent | undefined {
  const [old, now] = [own(was), own(is)];
  return old && now && { min: now.min - old.min, max: now.max - old.max };
}

const NOTHING: Extent = { min: 0, max: 0 };

/** The amount on this environment's bill. */
const own = (line: CostLine | undefined): Extent | undefined =>
  line === undefined || line.found ? NOTHING : usdOf(line);
