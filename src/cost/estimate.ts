import { LAYERS } from "../core/layers";
import { homeOf } from "../analysis/home";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { addressLines } from "./addresses";
import { alarmLines } from "./alarms";
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

/** Every kind of line, in the order in which they are shown. */
const KINDS: readonly LinesOf[] = [
  clusterLines,
  nodeLines,
  fargateLines,
  diskLines,
  endpointLines,
  natLines,
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

/** What an environment costs in a month. */
export interface Estimate {
  readonly environment: string;
  readonly region: string;
  /** By layer, and by kind within each. */
  readonly lines: readonly CostLine[];
  /** What the bill has besides, in words. */
  readonly notCounted: readonly string[];
}

/** Reads the cost of an environment off its plan: everything that it makes or finds and that is billed. */
export function estimate(plan: EnvironmentPlan, assumptions: Assumptions): Estimate {
  const lines = KINDS.flatMap((linesOf) => linesOf({ plan, ...assumptions }));
  return {
    environment: plan.name,
    region: homeOf(plan).region,
    lines: LAYERS.flatMap((layer) => lines.filter((line) => line.layer === layer)),
    notCounted: notCounted(plan),
  };
}

/** The sum of what has a price. */
export interface Total {
  readonly usd: Range;
  /** Lines of which no price is known: where there are any, the sum is not all. */
  readonly unpriced: readonly CostLine[];
}

/** The sum of the lines of what was made; what was found is on the bill of others. */
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
