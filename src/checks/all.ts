import { type Check } from "./check";
import { ALARMS_CHECKS } from "./generated/alarms";
import { CAPACITY_CHECKS } from "./generated/capacity";
import { CLUSTER_CHECKS } from "./generated/cluster";
import { COST_CHECKS } from "./generated/cost";
import { DATA_CHECKS } from "./generated/data";
import { ENTRY_CHECKS } from "./generated/entry";
import { IDENTITY_CHECKS } from "./generated/identity";
import { IMAGES_CHECKS } from "./generated/images";
import { LIFECYCLE_CHECKS } from "./generated/lifecycle";
import { LOCALITY_CHECKS } from "./generated/locality";
import { LOGS_CHECKS } from "./generated/logs";
import { NAMES_CHECKS } from "./generated/names";
import { NETWORK_CHECKS } from "./generated/network";
import { PORTS_CHECKS } from "./generated/ports";
import { SCHEDULES_CHECKS } from "./generated/schedules";
import { TEARDOWN_CHECKS } from "./generated/teardown";
import { TERRAFORM_CHECKS } from "./generated/terraform";
import { WORKLOAD_CHECKS } from "./generated/workload";
import { CHECKS_OF_PARTS } from "./generated/of-parts";
import { referencesResolve } from "./references-resolve";

const OF_PARTS: readonly Check[] = Object.values(CHECKS_OF_PARTS).flat();

/** Every check on a plan, in the order of the generated page. `WAIVER_CHECK` of run.ts judges the waivers. */
export const CHECKS: readonly Check[] = [
  ...NETWORK_CHECKS,
  ...IDENTITY_CHECKS,
  ...PORTS_CHECKS,
  ...WORKLOAD_CHECKS,
  ...CLUSTER_CHECKS,
  ...ENTRY_CHECKS,
  ...DATA_CHECKS,
  ...LOGS_CHECKS,
  ...TERRAFORM_CHECKS,
  ...IMAGES_CHECKS,
  ...CAPACITY_CHECKS,
  ...NAMES_CHECKS,
  ...LOCALITY_CHECKS,
  ...LIFECYCLE_CHECKS,
  ...ALARMS_CHECKS,
  ...SCHEDULES_CHECKS,
  ...OF_PARTS.filter(({ after }) => after === undefined),
  referencesResolve,
  ...TEARDOWN_CHECKS,
  ...COST_CHECKS,
].flatMap(withFollowing);

/** A check, with those of parts that follow it. */
function withFollowing(check: Check): Check[] {
  const following = OF_PARTS.filter(({ after }) => after === check.id);
  return [check, ...following.flatMap(withFollowing)];
}
