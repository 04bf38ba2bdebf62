import { LAYERS } from "../core/layers";
import { homeOf } from "../analysis/home";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { addressLines } from "./addresses";
import { alarmLines } from "./alarms";
import { attachmentLines } from "./attachments";
import { clusterLines } from "./cluster";
import { diskLines } from "./disks";
import { endpointLines } from "./endpoints";
import { fargateLines } from "./fargate";
import { keyLines } from "./keys";
import { type Assumptions, type CostLine, type LinesOf, type Range, usdOf } from "./line";
import { loadBalancerLines } from "./load-balancers";
import { logLines } from "./logs";
import { natLines } from "./nat";
import { nodeLines } from "./nodes";
import { registryLines } from "./registry";
import { secretLines } from "./secrets";
import { trafficLines } from "./traffic";
import { notCounted, unknownLines } from "./uncounted";

/** Kinds of lines, in the order of the report. */
const KINDS: readonly LinesOf[] = [
  clusterLines,
  nodeLines,
  fargateLines,
  diskLines,
  endpointLines,
  natLines,
  attachmentLines,
  loadBalancerLines,
  addressLines,
  logLines,
  keyLines,
  secretLines,
  registryLines,
  alarmLines,
  trafficLines,
  unknownLines,
];

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
export function estimate(plan: EnvironmentPlan, assumptions: Assumptions): Estimate {
  const lines = KINDS.flatMap((linesOf) => linesOf({ plan, ...assumptions }));
  return {
    environment: plan.name,
    region: homeOf(plan).region,
    lines: LAYERS.flatMap((layer) => lines.filter((line) => line.layer === layer)),
    notCounted: notCounted(plan),
  };
}

/** A sum of lines. */
export interface Total {
  /** The sum of the lines with a price. */
  readonly usd: Range;
  /** Lines without a price; if there are any, the sum is a lower bound. */
  readonly unpriced: readonly CostLine[];
}

/** Sums the lines of created resources; existing resources are billed to their owners. */
export function totalOf(lines: readonly CostLine[]): Total {
  const own = lines.filter(({ found }) => !found);
  const usd = own.flatMap((line) => usdOf(line) ?? []);
  return {
    usd: {
      min: usd.reduce((sum, { min }) => sum + min, 0),
      max: usd.reduce((sum, { max }) => sum + max, 0),
    },
    unpriced: own.filter(({ price }) => price === undefined),
  };
}
