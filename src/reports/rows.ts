import { type Layer } from "../base/layers";
import { totalOf } from "../cost/estimate";
import { formulaOf } from "../cost/formula";
import { type CostLine, type Extent, usdOf } from "../cost/line";
import { groupBy } from "../base/group-by";

/** Lines of a stack that differ only in their addresses. */
export interface Row {
  readonly layer: Layer;
  readonly item: string;
  readonly addresses: readonly string[];
  readonly formula: string;
  readonly assumption: string;
  readonly found: boolean;
  /** Sum of the lines; undefined without a price. */
  readonly usd: Extent | undefined;
}

/** Groups equal lines into rows. */
export function rowsOf(lines: readonly CostLine[]): Row[] {
  const groups = groupBy(lines, (line) =>
    [line.layer, line.item, formulaOf(line), line.assumption, line.found].join("\n"),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { layer, item, assumption, found } = first;
    return [
      {
        layer,
        item,
        addresses: group.map(({ address }) => address),
        formula: formulaOf(first),
        assumption,
        found,
        usd: usdOf(first) && totalOf(group.map((line) => ({ ...line, found: false }))).usd,
      },
    ];
  });
}
