import { scaledObjectsOf } from "../../parts/keda/model";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { say } from "../stages/phrase";
import { type Change, type Topic, type TopicLine, attention, info, isAt } from "./topic";
import { topicOfRows } from "./rows";

const rows = topicOfRows("Replicas by requests", {
  when: {
    "a queue": ({ resource, change }) =>
      scaledObjectsOf(change.after).some(({ object }) => isAt(resource)(object.resource)),
    "below two": ({ edit }) => Number(edit.after) < 2,
  },
});

/** Replicas that follow requests, by the ScaledObjects of KEDA. */
export const queue: Topic = {
  ...rows,
  lines: (change) => [...rows.lines(change), ...wholeLines(change)],
  judgesBlock: isScaler,
};

/** ScaledObjects of the one side without one of the same name on the other. */
const onlyIn = (one: EnvironmentPlan, other: EnvironmentPlan) => {
  const known = new Set(scaledObjectsOf(other).map(({ object }) => `${object.namespace}/${object.name}`));
  return scaledObjectsOf(one).filter(({ object }) => !known.has(`${object.namespace}/${object.name}`));
};

const wholeLines = ({ before, after }: Change): TopicLine[] => [
  ...onlyIn(after, before).map(({ object: { name, resource } }) =>
    info(resource, say`${name}: replicas follow its requests, by ${resource.address}`),
  ),
  ...onlyIn(before, after).map(({ object: { name, resource } }) =>
    attention(resource, say`${name}: replicas no longer follow its requests, since ${resource.address} ends`),
  ),
];

/** Whether a block is the release of such a ScaledObject, or the autoscaler that it replaces or that replaces it. */
function isScaler(resource: ResourceChange, { before, after }: Change): boolean {
  const scaled = [...onlyIn(after, before), ...onlyIn(before, after)];
  if (resource.type === "helm_release") return scaled.some(({ object }) => isAt(resource)(object.resource));
  const text = JSON.stringify(resource.after ?? resource.before ?? {});
  return (
    resource.type.startsWith("kubernetes_horizontal_pod_autoscaler") &&
    scaled.some(({ autoscaler }) => text.includes(`"name":"${autoscaler.spec.scaleTargetRef?.name ?? ""}"`))
  );
}
