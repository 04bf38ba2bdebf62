import { LAYERS } from "../base/layers";
import { LINES_OF_PARTS } from "./generated/lines-of-parts";
import { homeOf } from "../infrastructure/text-references";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { alarmLines } from "./lines/alarms";
import { attachmentLines } from "./lines/attachments";
import { clusterLines } from "./lines/cluster";
import { databaseLines } from "./lines/databases";
import { diskLines } from "./lines/disks";
import { dnsLines } from "./lines/dns";
import { addressLines, endpointLines } from "./lines/vpc-charges";
import { fargateLines } from "./lines/fargate";
import { keyLines } from "./lines/keys";
import { type Assumptions, type Costing, type CostLine, type Extent, type LinesOf, usdOf } from "./line";
import { loadBalancerLines } from "./lines/load-balancers";
import { logLines } from "./lines/logs";
import { natLines } from "./lines/nat";
import { nodeLines } from "./lines/nodes";
import { registryLines } from "./lines/registry";
import { secretLines } from "./lines/secrets";
import { volumeLines } from "./volumes";
import { trafficLines } from "./lines/traffic";
import { NO_OWN_PRICES, type OwnPrices } from "./own-prices";
import { notCounted, unknownLines } from "./lines/uncounted";

const OF_PARTS = Object.values(LINES_OF_PARTS);

/** Kinds of lines, in the order of the report. */
const KINDS: readonly LinesOf[] = [
  clusterLines,
  nodeLines,
  fargateLines,
  diskLines,
  volumeLines,
  databaseLines,
  endpointLines,
  natLines,
  attachmentLines,
  dnsLines,
  loadBalancerLines,
  addressLines,
  logLines,
  ...OF_PARTS,
  keyLines,
  secretLines,
  registryLines,
  alarmLines,
  trafficLines,
  unknownLines,
];

/** Lines that schedules of nodes and pods lower. */
export const scheduledLines: LinesOf = (costing) =>
  [nodeLines, diskLines, fargateLines, ...OF_PARTS].flatMap((linesOf) => linesOf(costing));

/** The monthly cost of an environment. */
export interface Estimate {
  readonly environment: string;
  readonly region: string;
  /** Sorted by layer, then by kind. */
  readonly lines: readonly CostLine[];
  /** Descriptions of further charges that are not estimated. */
  readonly notCounted: readonly string[];
}

/** Estimates the cost of everything that an environment creates or uses and that is billed. */
export function estimate(
  plan: EnvironmentPlan,
  assumptions: Assumptions,
  own: OwnPrices = NO_OWN_PRICES,
  hours: Pick<Costing, "alwaysOn"> = {},
): Estimate {
  const lines = KINDS.flatMap((linesOf) => linesOf({ plan, own, ...assumptions, ...hours }));
  return {
    environment: plan.name,
    region: homeOf(plan).region,
    lines: LAYERS.flatMap((layer) => lines.filter((line) => line.layer === layer)),
    notCounted: notCounted(plan),
  };
}

/** A sum of lines. */
export interface Total {
  /** The sum of the lines with a price. It says nothing if there are lines and `isKnown` is false. */
  readonly usd: Extent;
  /** Lines without a price; the sum lacks them. */
  readonly unpriced: readonly CostLine[];
  /** Lines with the price of another region; the sum estimates them. */
  readonly elsewhere: readonly CostLine[];
  /** False if there are lines and none has a price. */
  readonly isKnown: boolean;
  /** True if every line has its own price, or the price of its region. */
  readonly isComplete: boolean;
}

/** Sums the lines of created resources; existing resources are billed to their owners. */
export function totalOf(lines: readonly CostLine[]): Total {
  const own = lines.filter(({ found }) => !found);
  const usd = own.flatMap((line) => usdOf(line) ?? []);
  const unpriced = own.filter(({ price }) => price === undefined);
  const elsewhere = own.filter(({ price }) => price?.origin === "other");
  return {
    usd: {
      min: usd.reduce((sum, { min }) => sum + min, 0),
      max: usd.reduce((sum, { max }) => sum + max, 0),
    },
    unpriced,
    elsewhere,
    isKnown: own.length === 0 || unpriced.length < own.length,
    isComplete: unpriced.length + elsewhere.length === 0,
  };
}
