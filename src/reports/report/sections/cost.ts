import { LAYERS } from "../../../base/layers";
import { totalOf } from "../../../cost/estimate";
import { totalText, usdRangeText } from "../../../cost/formula";
import { type CostLine, type Extent } from "../../../cost/line";
import { groupBy } from "../../../base/group-by";
import { PRICES_OF } from "../../../facts/prices";
import { type Report } from "../../report";
import { rowsOf } from "../../rows";
import { type Markup, markup } from "../../../base/markup";
import { NPX } from "../../../base/program-name";
import { type HtmlSection, note, section, tableMarkup } from "../section";

/** Monthly cost as a chart by item, and each line with its formula. */
export function costSection({ estimate, comparison }: Report): HtmlSection {
  const { lines, notCounted } = estimate;
  const rows = LAYERS.flatMap((layer) => rowsOf(lines.filter((line) => line.layer === layer)));
  return section(
    "cost",
    "Cost",
    markup`<p>${totalText(totalOf(lines))}</p>`,
    chart(lines),
    tableMarkup(
      "Each line of the estimate",
      ["item", "stack", "USD a month", "formula"],
      rows.map(({ item, layer, usd, formula, found }) => [
        found ? `${item} (existing)` : item,
        layer,
        usd ? usdRangeText(usd) : "no price",
        formula,
      ]),
      [2],
    ),
    note(
      `Prices as of ${PRICES_OF}, on demand, without tax, discounts and free tiers. The least has the nodes that the minimum replicas need, the most the maximum size of each node group.`,
      comparison
        ? ` ${comparison.endpointCount} interface endpoints are in the estimate; ${NPX} cost compares them with NAT gateways.`
        : "",
      notCounted.length > 0 ? ` Not counted: ${notCounted.join("; ")}.` : "",
    ),
  );
}

/** Bars by item: the least is solid, and the most is lighter. The bar of the highest item has the full width. */
function chart(lines: readonly CostLine[]): Markup {
  const items = [
    ...groupBy(
      lines.filter(({ found }) => !found),
      ({ item }) => item,
    ),
  ]
    .map(([item, own]) => ({ item, total: totalOf(own) }))
    .filter(({ total }) => total.isKnown && total.usd.max > 0)
    .map(({ item, total }) => ({ item, usd: total.usd }))
    .sort((a, b) => b.usd.max - a.usd.max);
  const highest = items[0]?.usd.max ?? 0;
  const bars = items.map(
    ({ item, usd }) =>
      markup`<tr><th scope="row">${item}</th><td class="bar">${bar(usd, highest)}</td><td class="number">${usdRangeText(usd)}</td></tr>`,
  );
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Cost of each item in a month"><table class="chart"><caption>Cost of each item in a month</caption><tbody>${bars}</tbody></table></div>`;
}

const bar = ({ min, max }: Extent, highest: number): Markup =>
  markup`<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="most" width="${share(max, highest)}" height="10"/><rect class="least" width="${share(min, highest)}" height="10"/></svg>`;

const share = (usd: number, highest: number): string => ((usd / highest) * 100).toFixed(2);
