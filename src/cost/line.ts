import { HOURS } from "../facts/hours";
import { type PriceItem } from "../facts/items";
import { type Price } from "../facts/prices";
import { type Layer } from "../base/layers";
import { copiesOf } from "../infrastructure/text-copies";
import { regionOf } from "../infrastructure/text-references";
import { type EnvironmentPlan, isFound, type PlannedResource } from "../terraform/environment-plan";
import { type OwnPrices, itemPrice } from "./own-prices";

/** The least and the most of an amount: the nodes that the minimum replicas need or the most nodes, demo always off or always on. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** One factor of a formula, such as two zones. */
export interface Factor extends Extent {
  /** One of them: `zone`, `GB`. */
  readonly unit: string;
}

/** Assumptions about values that no file contains. */
export interface Assumptions {
  /** The ISO date that support calendars are compared with. */
  readonly today: string;
  /** Running hours in a month; monthly prices cover `HOURS.ofMonth`. */
  readonly hours: number;
  /** GB a month through each of: load balancers, endpoints, NAT, attachments to other networks. */
  readonly gb: number;
  /** GB a month that each log group ingests. */
  readonly logGb: number;
}

/** Default assumptions. */
export const USUAL: Omit<Assumptions, "today"> = { hours: HOURS.ofMonth, gb: 100, logGb: 5 };

/** Input of a kind of line. */
export interface Costing extends Assumptions {
  readonly plan: EnvironmentPlan;
  readonly own: OwnPrices;
  /** Counts full hours, without the schedules that stop nodes. @default - by the schedules */
  readonly alwaysOn?: true;
}

export type LinesOf = (costing: Costing) => readonly CostLine[];

/** One line of an estimate: one charge for one resource. */
export interface CostLine {
  readonly layer: Layer;
  readonly address: string;
  /** The charge, in the same words for each resource of its kind: `interface endpoint`. */
  readonly item: string;
  /** Service name on the bill. */
  readonly billedAs: string;
  readonly factors: readonly Factor[];
  /** Undefined if there is no price. */
  readonly price: Price | undefined;
  /** The reason for a missing price. @default - none, the line has a price */
  readonly unknown?: string;
  readonly assumption: string;
  /** True for an existing resource, which is billed to its owner and not part of a total. */
  readonly found: boolean;
  /** The Terraform variable that turns the resource on and off. @default - none, the resource always exists */
  readonly switchedBy?: string;
}

/** The amount of a line in USD a month; undefined without a price. */
export function usdOf({ factors, price }: CostLine): Extent | undefined {
  if (!price) return undefined;
  const product = (of: (factor: Factor) => number): number =>
    factors.reduce((usd, factor) => usd * of(factor), price.usd);
  return { min: product(({ min }) => min), max: product(({ max }) => max) };
}

export interface LineParts {
  readonly item: string;
  readonly billedAs: string;
  /** The item whose price is that of the charge; undefined if none has it, and `unknown` then has the reason. */
  readonly unitPrice: PriceItem | undefined;
  /** A price that is not of one item. @default - the price of `unitPrice` */
  readonly price?: Price | undefined;
  /** The reason for a missing price. @default - the region has no price */
  readonly unknown?: string;
  readonly factors: readonly Factor[];
  readonly assumption: string;
}

/** Creates the line of a resource, with its own price, that of its region or that of the nearest, and its `count` as a factor. */
export function costLine({ plan, own }: Costing, resource: PlannedResource, parts: LineParts): CostLine {
  const { unitPrice, factors, assumption, item, billedAs } = parts;
  const found = isFound(resource);
  const region = regionOf(plan, resource);
  const price = parts.price ?? (unitPrice && itemPrice(own, unitPrice, region));
  const copies = copiesOf(plan, resource);
  const { switchedBy } = copies;
  const notes = [
    assumption,
    ...(switchedBy === undefined ? [] : [`only while var.${switchedBy} is true`]),
    ...(copies.unknown ? ["counted once, because its count is known after apply"] : []),
    ...(found ? ["an existing resource, billed to its owner"] : []),
  ];
  return {
    layer: resource.layer,
    address: resource.address,
    item,
    billedAs,
    factors: copies.min === 1 && copies.max === 1 ? factors : [{ ...copies, unit: "copy" }, ...factors],
    price,
    ...(price ? {} : { unknown: parts.unknown ?? `no price in ${region} and near it` }),
    assumption: notes.join("; "),
    found,
    ...(switchedBy === undefined ? {} : { switchedBy }),
  };
}

/** A factor with one value. */
export const times = (amount: number, unit: string): Factor => ({ min: amount, max: amount, unit });

/** Unit of a factor that counts nodes. */
export const NODE = "node";

export const HOUR = "h";
export const MONTH = "month";
export const hoursOf = ({ hours }: Assumptions): Factor => times(hours, HOUR);

/** The running hours as a share of a month, for monthly prices. */
export const monthsOf = ({ hours }: Assumptions): Factor => times(hours / HOURS.ofMonth, MONTH);
