import Table from "cli-table3";
import pc from "picocolors";
import { PRICES_OF } from "../../facts/prices";
import { LAYERS } from "../../base/layers";
import { type BillBudget } from "../../cost/budgets";
import { type Estimate, totalOf } from "../../cost/estimate";
import { totalText, usdRangeText, usdText } from "../../cost/formula";
import { type Assumptions, type CostLine } from "../../cost/line";
import { type EndpointCosts, type NatWay } from "../../cost/nat-or-endpoints";
import { type OffHours } from "../../parts/off-hours/cost";
import { counted } from "../../base/counted";
import { capacityText } from "./capacity-page";
import { type Report } from "../../reports/report";
import { type Row, rowsOf } from "../../reports/rows";

/** Estimates for a terminal: one table for each environment, comparisons, and the assumptions. */
export function costPage(reports: readonly Report[], assumptions: Assumptions): string {
  return [...reports.map(environmentPage), ...allTogether(reports), basis(assumptions)].join("\n\n");
}

function environmentPage({ estimate, demos, comparison, budgets, capacity, offHours }: Report): string {
  const { environment, region, lines, notCounted } = estimate;
  return [
    `${pc.bold(environment)} (${region || "no region"}): ${totalText(totalOf(lines))}`,
    table(estimate),
    ...demos.map(demoText),
    ...(comparison ? [comparisonText(comparison)] : []),
    ...(offHours ? [offHoursText(offHours)] : []),
    ...budgets.map(budgetText),
    ...ownText(lines),
    ...capacityText(capacity),
    ...(notCounted.length > 0 ? [`not counted: ${notCounted.join("; ")}`] : []),
  ].join("\n");
}

/** Source of own prices, if a line has one. */
function ownText(lines: readonly CostLine[]): string[] {
  const own = lines.find(({ price }) => price?.origin === "own")?.price;
  return own ? [`own prices: ${own.source}, as of ${own.read}`] : [];
}

const FORMULA_WIDTH = 84;

function table({ lines }: Estimate): string {
  const rows = new Table({
    head: ["stack", "billed", "least USD", "most USD", "formula and assumption"],
    colAligns: ["left", "left", "right", "right", "left"],
    colWidths: [null, null, null, null, FORMULA_WIDTH],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const layer of LAYERS) {
    const own = lines.filter((line) => line.layer === layer);
    if (own.length === 0) continue;
    for (const row of rowsOf(own)) rows.push([layer, row.item, ...amounts(row), how(row)]);
    const { usd, unpriced, elsewhere, isKnown } = totalOf(own);
    const cell = (amount: number): string => (isKnown ? pc.bold(usdText(amount)) : pc.yellow("?"));
    const more = [
      ...(unpriced.length > 0 ? [`${counted(unpriced.length, "line")} without a price`] : []),
      ...(elsewhere.length > 0 ? [`${counted(elsewhere.length, "line")} at prices of another region`] : []),
    ].join("; ");
    rows.push([pc.bold(layer), pc.bold("all"), cell(usd.min), cell(usd.max), more]);
  }
  return rows.toString();
}

/** Costs of existing resources are in brackets. */
function amounts({ usd, found }: Row): [string, string] {
  if (!usd) return [pc.yellow("?"), pc.yellow("?")];
  const cell = (amount: number) => (found ? `(${usdText(amount)})` : usdText(amount));
  return [cell(usd.min), cell(usd.max)];
}

function how({ addresses, formula, assumption }: Row): string {
  const [only] = addresses;
  const what = addresses.length === 1 ? only : `${addresses.length} ×`;
  return `${what}: ${formula}\n${pc.dim(assumption)}`;
}

function demoText({ variable, total, usd }: Report["demos"][number]): string {
  if (usd.length === 0) return `while var.${variable} is true: no price`;
  const hours = usd.map(({ hoursADay, usd: amount }) => `${hoursADay} h ${usdText(amount)}`).join(", ");
  const about = total.isComplete ? "" : " about, at prices of another region";
  return `while var.${variable} is true, by hours a day${about}: ${hours} USD a month; other resources are always on`;
}

function comparisonText({ endpointCount, zones, endpoints, nat, pricesOf }: EndpointCosts): string {
  const about = pricesOf.length === 0 ? "" : ` (estimated at prices of ${pricesOf.join(", ")})`;
  const one = `${counted(endpointCount, "interface endpoint")} in ${counted(zones, "zone")}: ${wayText(endpoints)}${about}`;
  return [one, ...nat.map(natText)].join("\n  ");
}

function natText(way: NatWay): string {
  const gateways = way.gateways === 1 ? "one NAT gateway" : `${way.gateways} NAT gateways`;
  const gb = Math.ceil(way.breakEvenGb);
  const name = way.isThere
    ? `through the ${counted(way.gateways, "existing NAT gateway")}`
    : `${gateways} instead`;
  return `${name}: ${wayText(way)}${way.isThere ? " more" : ""}; the endpoints cost ${lessFrom(gb)}`;
}

function lessFrom(gb: number): string {
  if (gb === 0) return "less at any volume";
  return Number.isFinite(gb) ? `less from ${gb} GB a month` : "more at any volume";
}

const wayText = ({ usdAMonth, usdAGb }: { usdAMonth: number; usdAGb: number }): string =>
  `${usdText(usdAMonth)} USD a month and ${usdAGb.toFixed(3)} a GB`;

function budgetText({ alarm, estimated, exceeded }: BillBudget): string {
  const threshold = alarm.threshold === undefined ? "an unknown amount" : `${alarm.threshold} USD`;
  const verdict = exceeded ? pc.red("which the estimate exceeds") : "above the estimate";
  return `alarm ${alarm.name} triggers above ${threshold} of ${alarm.service ?? "the whole bill"}, ${verdict}: ${totalText(estimated)}`;
}

function offHoursText({ hoursAWeek: { min, max }, saved, unread }: OffHours): string {
  const hours = min === max ? shownHours(min) : `${shownHours(min)} to ${shownHours(max)}`;
  const usd = saved === undefined ? "an unknown amount" : usdRangeText(saved);
  const always =
    unread.length > 0 ? `; always on, because schedules cannot be read: ${unread.join(", ")}` : "";
  return `off-hours save ${usd} a month: at rest ${hours} of 168 hours a week${always}`;
}

const shownHours = (hours: number): string => String(Number(hours.toFixed(2)));

function allTogether(reports: readonly Report[]): string[] {
  if (reports.length < 2) return [];
  const total = totalOf(reports.flatMap(({ estimate }) => estimate.lines));
  return [`${pc.bold(`all ${counted(reports.length, "environment")}`)}: ${totalText(total)}`];
}

function basis({ hours, gb, logGb }: Assumptions): string {
  return [
    "least: the nodes that the minimum replicas need, switches off; most: the maximum size of each node group, the maximum replicas, switches on. In brackets: existing resources.",
    `${hours} hours (--hours), ${gb} GB on each traffic path (--gb), ${logGb} GB into each log group (--log-gb).`,
    "Capacity: all models at their peak at once, those without one at replicas.max, without pods of a rollout. Unit costs are those of nodes with their disks, divided among models by the largest part of a node that each requests, or of Fargate pods. They include idle nodes of the groups with models, and no load balancers, traffic, logs and control plane.",
    `Prices as of ${PRICES_OF}, on demand, without tax, discounts and free tiers. Unconfirmed prices have one source, or are derived from others. A price of another region is that of the nearest region with a known price; prices: in the environment's file gives your own.`,
  ].join("\n");
}
