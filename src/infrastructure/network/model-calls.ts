import { servicesOfAction } from "../../evidence/action-services";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { runningCallers, isDirect } from "../callers";
import { accountKey, rolesOf } from "../identity-roles";
import { accountOf } from "../kubernetes-pods";
import { modelPods } from "../kubernetes-programs";
import { constantCalls } from "../../evidence/callers";

/** The driver of secrets calls it with the role of the pod, and has a row of its own. */
const OF_THE_DRIVER = "secretsmanager";

/** Title of the models among callers. */
export const MODELS_TITLE = "models";

/** Services that only the roles of models show: the row of the models does not have them. */
export const servicesOfModels = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<string> => {
  const known = runningCallers(plan).flatMap((caller) =>
    constantCalls(caller)
      .map(({ service }) => service)
      .filter((service) => caller.title === MODELS_TITLE || service === OF_THE_DRIVER),
  );
  const permitted = modelPods(plan)
    .flatMap((pods) => rolesOf(plan).trusting(accountKey(pods.owner.namespace, accountOf(plan, pods))))
    .flatMap(({ statements }) => statements.filter(isDirect).flatMap(({ actions }) => actions))
    .flatMap(servicesOfAction);
  return new Set(permitted.filter((service) => !known.includes(service)));
});
