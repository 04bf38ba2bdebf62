import { type Caller } from "../evidence/caller-types";
import { ALL_CALLERS } from "../evidence/callers";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { covers } from "./identity-patterns";
import { readPolicies, type Statement } from "./identity-policies";
import { objectsOf } from "./kubernetes-objects";
import { addonOf, releasesOf } from "./kubernetes-releases";
import { isPartRunning } from "./kubernetes-running-parts";

/** The callers that run in an environment, in the order of the facts. */
export const runningCallers = memoizePerPlan((plan: EnvironmentPlan): readonly Caller[] =>
  ALL_CALLERS.filter(({ sign }) => shows(plan, sign)),
);

function shows(plan: EnvironmentPlan, sign: Caller["sign"]): boolean {
  if ("part" in sign) return isPartRunning(plan, sign.part);
  if ("type" in sign) return plan.resources(sign.type).length > 0;
  if ("addon" in sign) return addonOf(plan, sign.addon) !== undefined;
  if ("chart" in sign) return releasesOf(plan, sign.chart.chart).length > 0;
  if ("configMap" in sign)
    return objectsOf(plan).find("config_map", sign.configMap.namespace, sign.configMap.name) !== undefined;
  return readPolicies(plan, "identity").some(({ statements }) =>
    statements.some(({ actions }) => actions.some((action) => covers(sign.action, action))),
  );
}

/** False for calls that another service makes on behalf of the caller: S3 and Secrets Manager decrypt with `kms:ViaService`. */
export const isDirect = ({ effect, conditions }: Statement): boolean =>
  effect === "Allow" && conditions.every(({ key }) => key.toLowerCase() !== "kms:viaservice");
