import { POD_ARGUMENTS } from "../../../evidence/pods";
import { workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { quantity } from "../../../base/quantities";
import { isJsonObject, type Json } from "../../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../../change";
import { type Change, isAt, type Topic } from "../topic";

/** Objects whose controller makes pods (Kubernetes documentation, "Workloads", read 2026-11-20). */
export const WITH_PODS = /^kubernetes_(deployment|stateful_set|daemonset|daemon_set)(_v1)?$/;

/** Objects that describe a workload and have no pods of their own. */
const BESIDE_PODS =
  /^kubernetes_(horizontal_pod_autoscaler(_v\w+)?|pod_disruption_budget(_v1)?|resource_quota(_v1)?|limit_range(_v1)?)$/;

export const WITH_JOBS = /^kubernetes_(cron_job|job)(_v1)?$/;

/** Edits and blocks of workloads of which lines say all that is harmful. */
export const podJudges: Pick<Topic, "judgesBlock" | "judgesEdit"> = {
  judgesBlock: (resource, change) =>
    BESIDE_PODS.test(resource.type) ? judgesWholeBeside(resource, change) : judgesWhole(resource),
  judgesEdit: ({ type }, edit) =>
    (WITH_PODS.test(type) && judgesEdit(edit)) || (BESIDE_PODS.test(type) && judgesBeside(edit)),
};

/** Whether an edit of a workload is harmless beside its rollout, or compared by other lines. */
export function judgesEdit({ argument, path, before, after }: Edit): boolean {
  return (
    POD_ARGUMENTS.harmlessOfWorkloads.test(argument) ||
    POD_ARGUMENTS.harmlessOfTemplates.test(argument) ||
    (argument === POD_ARGUMENTS.sizeOfVolumes && quantity(String(after)) >= quantity(String(before))) ||
    POD_ARGUMENTS.ownAnnotations.test(path) ||
    (POD_ARGUMENTS.timeOfProbes.test(argument) && Number(after) >= Number(before)) ||
    (argument.startsWith("spec.template.spec.") && isStrict(argument, after)) ||
    (argument === "spec.strategy.rolling_update.max_unavailable" && /^0%?$/.test(String(after))) ||
    (argument === "spec.strategy.rolling_update.max_surge" && /^[1-9]\d*%?$/.test(String(after)))
  );
}

const isStrict = (argument: string, after: Json | undefined): boolean =>
  POD_ARGUMENTS.strictValues[argument.split(".").at(-1) ?? ""] === String(after);

/** Lines compare the numbers; a new reference to another workload is not one. */
const judgesBeside = ({ argument }: Edit): boolean =>
  /^(metadata\.labels|spec\.(min_replicas|max_replicas|hard|min_available|max_unavailable))$/.test(argument);

/**
 * Lines say which workloads end. A new one is harmless if its pods have no rights on their nodes; checks, images and rights judge
 * the rest.
 */
function judgesWhole({ type, action, after }: ResourceChange): boolean {
  if (!WITH_PODS.test(type) && !WITH_JOBS.test(type)) return false;
  return action === "destroy" || !hasRightsOnNodes(after);
}

/**
 * Lines say which workloads lose their autoscaler or disruption budget. A new quota is harmless in a new namespace only, which the
 * topic of new blocks judges.
 */
function judgesWholeBeside(resource: ResourceChange, change: Change): boolean {
  const { type, action, edits } = resource;
  if (action === "replace")
    return edits.every((edit) => edit.argument === "metadata.name" || judgesBeside(edit));
  if (/quota|limit_range/.test(type)) return false;
  return action === "destroy" || !type.includes("autoscaler") || keepsPods(resource, change);
}

/** Whether a new autoscaler has room for the pods that its workload has, of which two at least stay. */
function keepsPods(scaler: ResourceChange, { before, after }: Change): boolean {
  const now = workloadsOf(after).find(({ autoscaler }) => autoscaler && isAt(scaler)(autoscaler.resource));
  if (!now) return false;
  const was = workloadsOf(before).find((each) => each.kind === now.kind && each.key === now.key);
  return !was || (now.max >= was.max && now.min >= Math.min(was.min, 2));
}

function hasRightsOnNodes(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some((item) => hasRightsOnNodes(item as Json));
  if (!isJsonObject(value)) return false;
  return Object.entries(value).some(
    ([key, item]) =>
      (isRight(key) && item !== false && item !== "false" && !(Array.isArray(item) && item.length === 0)) ||
      hasRightsOnNodes(item),
  );
}

const isRight = (key: string): boolean => POD_ARGUMENTS.rightsOnNodes.some((name) => name === key);
