import { ALARM_CHECKS } from "./alarms/checks";
import { CAPACITY_CHECKS } from "./capacity/checks";
import { type Check } from "./check";
import { COST_CHECKS } from "./cost/checks";
import { HYGIENE_CHECKS } from "./runner/settings";
import { IDENTITY_CHECKS } from "./identity/checks";
import { IMAGE_CHECKS } from "./images/checks";
import { LIFECYCLE_CHECKS } from "./lifecycle/checks";
import { LOCALITY_CHECKS } from "./locality/checks";
import { NAME_CHECKS } from "./names/checks";
import { NETWORK_CHECKS } from "./network/checks";
import { CHECKS_OF_PARTS } from "./generated/of-parts";
import { PORTS_CHECKS } from "./ports/checks";
import { SCHEDULE_CHECKS } from "./schedules/checks";
import { TEARDOWN_CHECKS } from "./teardown/checks";
import { WORKLOAD_CHECKS } from "./workload/checks";

/** Every check on a plan, in the order of the generated page. `WAIVER_CHECK` of run.ts judges the waivers. */
export const CHECKS: readonly Check[] = [
  ...NETWORK_CHECKS,
  ...IDENTITY_CHECKS,
  ...PORTS_CHECKS,
  ...WORKLOAD_CHECKS,
  ...HYGIENE_CHECKS,
  ...IMAGE_CHECKS,
  ...CAPACITY_CHECKS,
  ...NAME_CHECKS,
  ...LOCALITY_CHECKS,
  ...LIFECYCLE_CHECKS,
  ...ALARM_CHECKS,
  ...SCHEDULE_CHECKS,
  ...CHECKS_OF_PARTS.filter(({ after }) => after === undefined),
  ...TEARDOWN_CHECKS,
  ...COST_CHECKS,
].flatMap(withFollowing);

/** A check, with those of parts that follow it. */
function withFollowing(check: Check): Check[] {
  const following = CHECKS_OF_PARTS.filter(({ after }) => after === check.id);
  return [check, ...following.flatMap(withFollowing)];
}
