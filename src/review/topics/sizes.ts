import { type Json } from "../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../change";
import { fromTo } from "../stages/phrase";
import { gainedAndLost, resultsByKey, type Topic, type TopicLine, type Change, isAt } from "./topic";
import { nodeSizeLines } from "./nodes/counts";
import { topicOfRows } from "./rows";
import { sentencesOf } from "./named";
import { scaledObjectsOf } from "../../parts/keda/model";

const rows = topicOfRows("Replicas and sizes", {
  when: {
    "none left": ({ edit }) => Number(edit.after) === 0,
    "known after apply": ({ edit }) => typeof edit.after === "string" && edit.after.includes("${"),
    "of another metric": ({ edit }) => isOtherMetric(edit),
    single: ({ edit: { before, after } }) =>
      Number.parseFloat(String(after)) < 2 &&
      !(Number.parseFloat(String(before)) <= Number.parseFloat(String(after))),
    // fewer pods stay, or more of them end
    weaker: ({ edit: { argument, before, after } }) =>
      argument === "spec.min_available" ? !isAtMost(before, after) : !isAtMost(after, before),
  },
});

export const sizes: Topic = {
  ...rows,
  lines: (change) => [
    ...rows.lines(change),
    ...nodeSizeLines(change),
    ...change.resources.flatMap(amountLines),
  ],
};

/** A new metric only adds pods: the largest number counts. */
const isOtherMetric = ({ argument, before }: Edit): boolean =>
  !/\.average_(utilization|value)$/.test(argument) && !(argument === "spec.metric" && before === undefined);

/** Whether a number or a percentage of pods is at most another one, for any number of pods. A percentage is rounded up. */
function isAtMost(one: Json | undefined, other: Json | undefined): boolean {
  const least = Number.parseFloat(String(one));
  const most = Number.parseFloat(String(other));
  return isPercentage(one) === isPercentage(other)
    ? least <= most
    : isPercentage(other) && least <= 1 && most > 0;
}

const isPercentage = (value: Json | undefined): boolean => String(value).endsWith("%");

/** `spec.template.spec.container.resources.requests.memory`: the container, requests or limits, and the resource. */
const AMOUNT = /^(.*)\.resources(?:\.(requests|limits)(?:\.(.+))?)?$/;

/** A line for each resource of a container. A limit that changes with its request is not a second line. */
function amountLines(resource: ResourceChange): TopicLine[] {
  if (!/^kubernetes_(deployment|stateful_set|daemon_?set)/.test(resource.type)) return [];
  const amounts = resource.edits.flatMap((edit) => {
    const [found, container = "", kind = "", name = ""] = AMOUNT.exec(edit.path) ?? [];
    const key = JSON.stringify([container, name, name === "" ? kind : "", edit.before, edit.after]);
    return found === undefined ? [] : [{ edit, kind, key, name }];
  });
  return resultsByKey(
    amounts,
    ({ key }) => key,
    ({ edit, name }, all) => {
      const kinds = all.map(({ kind }) => (name === "" ? kind : kind.slice(0, -1))).sort();
      const words = kinds.reverse().join(" and ");
      const what = name === "" ? words || "requests and limits" : `${labelOf(name)} ${words}`;
      const sentence = { what: [what], change: fromTo(edit) };
      const edits = all.map((each) => each.edit);
      return sentencesOf("Replicas and sizes").line("amount", resource, sentence, { edits });
    },
  );
}

const labelOf = (name: string): string => (name === "cpu" ? "CPU" : name.replace("-", " "));

const byRequests = sentencesOf("Replicas by requests");

const rowsByRequests = topicOfRows("Replicas by requests", {
  when: {
    "a queue": ({ resource, change }) =>
      scaledObjectsOf(change.after).some(({ object }) => isAt(resource)(object.resource)),
    "to none": ({ edit }) => leastOf(edit.before) > 0 && leastOf(edit.after) === 0,
    "to one": ({ edit }) => leastOf(edit.before) > 1 && leastOf(edit.after) === 1,
  },
});

/** KEDA keeps no pod where nothing says a minimum ("ScaledObject specification", unconfirmed). */
const leastOf = (minimum: Json | undefined): number => Number(minimum ?? 0);

/** Replicas that follow requests, by the ScaledObjects of KEDA. */
export const queue: Topic = {
  ...rowsByRequests,
  lines: (change) => [...rowsByRequests.lines(change), ...wholeLines(change)],
  judgesBlock: isScaler,
};

/** ScaledObjects of the one side without one of the same name on the other. */
const wholeObjects = ({ before, after }: Change) =>
  gainedAndLost(
    scaledObjectsOf(before),
    scaledObjectsOf(after),
    ({ object }) => `${object.namespace}/${object.name}`,
  );

function wholeLines(change: Change): TopicLine[] {
  const { gained, lost } = wholeObjects(change);
  return [
    ...gained.map(({ object: { name, resource } }) => byRequests.line("begins", resource, { name })),
    ...lost.map(({ object: { name, resource } }) => byRequests.line("ends", resource, { name })),
  ];
}

/** Whether a block is the release of such a ScaledObject, or the autoscaler that it replaces or that replaces it. */
function isScaler(resource: ResourceChange, change: Change): boolean {
  const { gained, lost } = wholeObjects(change);
  const scaled = [...gained, ...lost];
  if (resource.type === "helm_release") return scaled.some(({ object }) => isAt(resource)(object.resource));
  const text = JSON.stringify(resource.after ?? resource.before ?? {});
  return (
    resource.type.startsWith("kubernetes_horizontal_pod_autoscaler") &&
    scaled.some(({ autoscaler }) => text.includes(`"name":"${autoscaler.spec.scaleTargetRef?.name ?? ""}"`))
  );
}
