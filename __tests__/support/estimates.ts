import { type Estimate, estimate } from "../../src/cost/estimate";
import { usdText } from "../../src/cost/formula";
import { type Assumptions, type CostLine, USUAL, usdOf } from "../../src/cost/line";
import { NO_OWN_PRICES, type OwnPrices, ownPricesIn } from "../../src/cost/own-prices";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { altered, environmentPlan } from "./altered";
import { ENVIRONMENTS, configWith } from "./environments";
import { type Edit } from "./findings";
import { type Plan } from "./plan";
import { settingsFor } from "./recorded-causes";
import { planOf } from "./reference-plans";

/** Hours of a month of 30 days, as in the documents. */
export const THIRTY_DAYS = 720;

export const TODAY = "2026-11-20";

/** The estimate of an environment, optionally with edited JSON. */
export function estimated(
  from: string | Plan | EnvironmentPlan,
  assumptions: Partial<Assumptions> = {},
  edit?: Edit,
  own?: OwnPrices,
): Estimate {
  const plan = planFor(from, edit);
  return estimate(plan, { today: TODAY, ...USUAL, ...assumptions }, own ?? pricesOf(plan.name));
}

/** Prices that the file of a reference environment states. */
const pricesOf = (environment: string): OwnPrices =>
  ENVIRONMENTS.some((each) => each === environment)
    ? ownPricesIn(settingsFor(configWith(environment)))
    : NO_OWN_PRICES;

function planFor(from: string | Plan | EnvironmentPlan, edit?: Edit): EnvironmentPlan {
  if (from instanceof EnvironmentPlan) return from;
  if (edit) return altered(from, edit);
  return environmentPlan(typeof from === "string" ? planOf(from) : from);
}

/** Lines of one item. Throws if there are none. */
export function linesOf({ lines }: Pick<Estimate, "lines">, item: string, address = /^/): CostLine[] {
  const found = lines.filter((line) => line.item === item && address.test(line.address));
  if (found.length === 0) throw new Error(`no line of ${item}: ${lines.map((line) => line.item).join(", ")}`);
  return found;
}

/** Sum of lines in USD, with cents: the upper bounds, unless `bound` is `min`. */
export function usd(lines: readonly CostLine[], bound: "min" | "max" = "max"): string {
  const amounts = lines.map((line) => {
    const amount = usdOf(line)?.[bound];
    if (amount === undefined) throw new Error(`${line.address} has no price: ${line.unknown}`);
    return amount;
  });
  return usdText(amounts.reduce((sum, amount) => sum + amount, 0));
}
