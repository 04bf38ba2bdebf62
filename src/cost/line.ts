import { type Price, type PriceTable, HOURS_A_MONTH, priceIn } from "../catalog/prices";
import { type Layer } from "../core/layers";
import { copiesOf } from "../analysis/billing/copies";
import { isFound } from "../analysis/blocks";
import { regionOf } from "../analysis/home";
import { type EnvironmentPlan, type PlannedResource } from "../terraform-json/environment-plan";

/** From the least to the most that something can be: fewest nodes or most, demo off or always on. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** One factor of a formula, such as two zones. */
export interface Factor extends Range {
  /** One of them: `zone`, `GB`. */
  readonly unit: string;
}

/** What is taken for granted, because no file says it. */
export interface Assumptions {
  /** The day to look up support calendars with, as an ISO date. */
  readonly today: string;
  /** How long everything runs, in hours. Prices by the month are of `HOURS_A_MONTH`. */
  readonly hours: number;
  /** GB a month on each way that traffic takes: load balancers, endpoints, NAT. */
  readonly gb: number;
  /** GB a month that each log group takes in. */
  readonly logGb: number;
}

/** What holds where nobody says otherwise. */
export const USUAL: Omit<Assumptions, "today"> = { hours: HOURS_A_MONTH, gb: 100, logGb: 5 };

/** What a kind of line is computed of. */
export interface Costing extends Assumptions {
  readonly plan: EnvironmentPlan;
}

export type LinesOf = (costing: Costing) => readonly CostLine[];

/** One line of an estimate: one thing that one resource is billed for. */
export interface CostLine {
  readonly layer: Layer;
  readonly address: string;
  /** What is billed, the same words for all alike: `interface endpoint`. */
  readonly item: string;
  /** Service that the bill names. */
  readonly billedAs: string;
  readonly factors: readonly Factor[];
  /** Undefined where none is known. */
  readonly price: Price | undefined;
  /** Why there is no price. */
  readonly unknown?: string;
  readonly assumption: string;
  /** Found, not made: on the bill of whoever made it, and in no total here. */
  readonly found: boolean;
  /** The Terraform variable that turns it on and off. */
  readonly switchedBy?: string;
}

/** What it costs in the month, in USD; undefined where a price is not known. */
export function usdOf({ factors, price }: CostLine): Range | undefined {
  if (!price) return undefined;
  const product = (of: (factor: Factor) => number): number =>
    factors.reduce((usd, factor) => usd * of(factor), price.usd);
  return { min: product(({ min }) => min), max: product(({ max }) => max) };
}

export interface LineParts {
  readonly item: string;
  readonly billedAs: string;
  /** Undefined where the tables do not have the thing itself; `unknown` then says so. */
  readonly table: PriceTable | undefined;
  readonly unknown?: string;
  readonly factors: readonly Factor[];
  readonly assumption: string;
}

/** A line of a resource, at the price of the region that it is in, times its `count`. */
export function lineOf({ plan }: Costing, resource: PlannedResource, parts: LineParts): CostLine {
  const { table, factors, assumption, ...rest } = parts;
  const found = isFound(resource);
  const region = regionOf(plan, resource);
  const price = table && priceIn(table, region);
  const copies = copiesOf(plan, resource);
  const { switchedBy } = copies;
  const notes = [
    assumption,
    ...(switchedBy === undefined ? [] : [`only while var.${switchedBy} is true`]),
    ...(copies.unknown ? ["counted once, since only an apply knows its count"] : []),
    ...(found ? ["found, not made: on the bill of whoever made it"] : []),
  ];
  return {
    layer: resource.layer,
    address: resource.address,
    ...rest,
    factors: copies.min === 1 && copies.max === 1 ? factors : [{ ...copies, unit: "copy" }, ...factors],
    price,
    ...(price ? {} : { unknown: parts.unknown ?? `no price is known in ${region}` }),
    assumption: notes.join("; "),
    found,
    ...(switchedBy === undefined ? {} : { switchedBy }),
  };
}

/** A factor that is one number. */
export const times = (amount: number, unit: string): Factor => ({ min: amount, max: amount, unit });

export const HOUR = "h";
export const hoursOf = ({ hours }: Assumptions): Factor => times(hours, HOUR);

/** How much of a month, whose prices are of `HOURS_A_MONTH`. */
export const monthsOf = ({ hours }: Assumptions): Factor => times(hours / HOURS_A_MONTH, "month");
