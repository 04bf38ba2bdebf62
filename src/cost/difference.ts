import { stackName } from "../core/layers";
import { groupBy } from "../analysis/blocks";
import { type Estimate } from "./estimate";
import { type CostLine, type Range, usdOf } from "./line";

/** One thing whose cost is not what it was. */
export interface LineDifference {
  readonly stack: string;
  readonly address: string;
  readonly item: string;
  /** The line before; undefined where there was none. */
  readonly before: CostLine | undefined;
  /** The line after; undefined where there is none any more. */
  readonly after: CostLine | undefined;
  /** USD a month more, or less where it is negative; undefined where a price is not known. */
  readonly change: Range | undefined;
}

/** What a change costs: every line that is new, gone or not what it was. An environment may be new or gone, too. */
export function differences(before: Estimate | undefined, after: Estimate | undefined): LineDifference[] {
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
      },
    ];
  });
}

/** What an amount comes of. */
const cause = ({ factors, price, found }: CostLine): string => JSON.stringify([factors, price, found]);

/** Lines by resource and item; of alike ones, such as two disks of a node, each has its number. */
function byKey(estimate: Estimate | undefined): Map<string, CostLine> {
  const byName = groupBy(estimate?.lines ?? [], ({ layer, address, item }) => `${layer}/${address} ${item}`);
  return new Map(
    [...byName].flatMap(([name, lines]) => lines.map((line, index) => [`${name} ${index}`, line] as const)),
  );
}

function changeOf(was: CostLine | undefined, is: CostLine | undefined): Range | undefined {
  const [old, now] = [own(was), own(is)];
  return old && now && { min: now.min - old.min, max: now.max - old.max };
}

const NOTHING: Range = { min: 0, max: 0 };

/** What is on this environment's bill. */
const own = (line: CostLine | undefined): Range | undefined =>
  line === undefined || line.found ? NOTHING : usdOf(line);
