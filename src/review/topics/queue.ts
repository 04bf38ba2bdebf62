import { scaledObjectsOf } from "../../parts/keda/model";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { say } from "../stages/phrase";
import { fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

/** A number of a ScaledObject, and its disadvantage if it is lower than before. */
interface Watched {
  readonly path: RegExp;
  readonly what: string;
  /** @default - none */
  readonly lower?: { readonly text: string; readonly below: number };
}

const WATCHED: readonly Watched[] = [
  {
    path: /\.spec\.minReplicaCount$/,
    what: "minimum replicas",
    lower: { text: "a single pod serves, and nothing does while its node or zone fails", below: 2 },
  },
  {
    path: /\.spec\.maxReplicaCount$/,
    what: "maximum replicas",
    lower: {
      text: "a load that more pods serve today ends them, and the others have to serve it",
      below: Infinity,
    },
  },
  {
    path: /\.spec\.triggers\b.*\.metadata\.threshold$/,
    what: "requests for each pod, above which one is added,",
  },
];

/** Replicas that follow requests, by the ScaledObjects of KEDA. */
export const queue: Topic = {
  title: "Replicas by requests",
  lines: (change) => [...editLines(change), ...wholeLines(change)],
  judges: (changed, edit, change) => edit === undefined && isResource(changed) && isScaler(changed, change),
};

const isResource = (changed: ResourceChange | OtherChange): changed is ResourceChange => "type" in changed;

const editLines = ({ after, resources }: Change): TopicLine[] => {
  const scaled = new Set(scaledObjectsOf(after).map(({ object }) => keyOf(object.resource)));
  return resources
    .filter((resource) => scaled.has(keyOf(resource)))
    .flatMap(({ layer, address, edits }) =>
      WATCHED.flatMap(({ path, what, lower }) =>
        edits
          .filter((edit) => path.test(edit.path))
          .map((edit): TopicLine => {
            const text = say`${[what]} of ${address}: ${fromTo(edit)}`;
            return lower && isLower(edit) && Number(edit.after) < lower.below
              ? { level: "attention", layer, address, edits: [edit], text: say`${text}; ${[lower.text]}` }
              : { level: "info", layer, address, edits: [edit], text };
          }),
      ),
    );
};

const isLower = ({ before, after }: Edit): boolean => Number(after) < Number(before);

const keyOf = ({ layer, address }: Pick<PlannedResource, "layer" | "address">): string =>
  `${layer} ${address}`;

/** ScaledObjects of the one side without one of the same name on the other. */
const onlyIn = (one: EnvironmentPlan, other: EnvironmentPlan) => {
  const known = new Set(scaledObjectsOf(other).map(({ object }) => `${object.namespace}/${object.name}`));
  return scaledObjectsOf(one).filter(({ object }) => !known.has(`${object.namespace}/${object.name}`));
};

const wholeLines = ({ before, after }: Change): TopicLine[] => [
  ...onlyIn(after, before).map(({ object: { name, resource } }): TopicLine => {
    const { layer, address } = resource;
    const text = say`${name}: replicas follow its requests, by ${address}`;
    return { level: "info", layer, address, text };
  }),
  ...onlyIn(before, after).map(({ object: { name, resource } }): TopicLine => {
    const { layer, address } = resource;
    const text = say`${name}: replicas no longer follow its requests, since ${address} ends`;
    return { level: "attention", layer, address, text };
  }),
];

/** Whether a block is the release of such a ScaledObject, or the autoscaler that it replaces or that replaces it. */
function isScaler({ type, layer, address, before, after }: ResourceChange, change: Change): boolean {
  const scaled = [...onlyIn(change.after, change.before), ...onlyIn(change.before, change.after)];
  if (type === "helm_release")
    return scaled.some(({ object }) => keyOf(object.resource) === keyOf({ layer, address }));
  const text = JSON.stringify(after ?? before ?? {});
  return (
    type.startsWith("kubernetes_horizontal_pod_autoscaler") &&
    scaled.some(({ autoscaler }) => text.includes(`"name":"${autoscaler.spec.scaleTargetRef?.name ?? ""}"`))
  );
}
