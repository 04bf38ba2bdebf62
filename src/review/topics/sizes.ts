import { groupBy } from "../../infrastructure/blocks";
import { type Json } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { say } from "../stages/phrase";
import { type Watched, editedLines, fromTo } from "./edited";
import { nodeSizeLines } from "./nodes/counts";
import { type Topic, type TopicLine } from "./topic";

const WATCHED: readonly Watched[] = [
  { type: /^kubernetes_(deployment|stateful_set)/, argument: /^spec\.replicas$/, what: "replicas" },
  {
    type: /^kubernetes_horizontal_pod_autoscaler/,
    argument: /^spec\.min_replicas$/,
    what: "minimum replicas",
  },
  {
    type: /^kubernetes_horizontal_pod_autoscaler/,
    argument: /^spec\.max_replicas$/,
    what: "maximum replicas",
  },
  {
    type: /^kubernetes_horizontal_pod_autoscaler/,
    argument: /^spec\.metric(\.|$)/,
    what: "autoscaling target",
  },
  {
    type: /^kubernetes_deployment/,
    argument: /\.termination_grace_period_seconds$/,
    what: "seconds until a terminating pod is killed",
  },
  { type: /^kubernetes_resource_quota/, argument: /^spec\.hard$/, what: "quota" },
  { type: /^kubernetes_pod_disruption_budget/, argument: /^spec\.(min|max)_/, what: "disruption budget" },
  { type: /^aws_launch_template$/, argument: /\.(volume_(size|type)|iops|throughput)$/, what: "disk" },
];

export const sizes: Topic = {
  title: "Replicas and sizes",
  lines: (change) => [
    ...editedLines(change, WATCHED, (edit, text) => {
      const weaker = weakerBy(edit);
      return weaker === undefined
        ? { level: "info", text }
        : {
            level: "attention",
            ...(isNone(edit) ? { harm: "outage" as const } : {}),
            text: say`${text}; ${[weaker]}`,
          };
    }),
    ...nodeSizeLines(change),
    ...change.resources.flatMap(amountLines),
  ],
};

/** No pod is left. */
const isNone = ({ argument, after }: Edit): boolean => argument === "spec.replicas" && Number(after) === 0;

/** The disadvantage of a number that is lower or higher than before; undefined without one. */
function weakerBy(edit: Edit): string | undefined {
  const { argument, before, after } = edit;
  if (isNone(edit)) return "all pods end, and their clients get no answer";
  if (typeof after === "string" && after.includes("${")) return "only the apply knows the value";
  if (isOtherMetric(edit)) return "the number of pods follows another load";
  const [old, now] = [before, after].map((value) => Number.parseFloat(String(value)));
  if (old === undefined || now === undefined) return undefined;
  if (/^spec\.(min_)?replicas$/.test(argument) && now < 2 && !(old <= now))
    return "a single pod serves, and nothing does while its node or zone fails";
  if (argument === "spec.max_replicas" && now < old)
    return "a load that more pods serve today ends them, and the others have to serve it";
  const isFewer = argument === "spec.min_available" && !isAtMost(before, after);
  const isMore = argument === "spec.max_unavailable" && !isAtMost(after, before);
  return isFewer || isMore ? "a drain of nodes may end more pods at once" : undefined;
}

/** A new metric only adds pods: the largest number counts (Kubernetes documentation, "Horizontal Pod Autoscaling", unconfirmed). */
const isOtherMetric = ({ argument, before }: Edit): boolean =>
  /^spec\.metric(\.|$)/.test(argument) &&
  !/\.average_(utilization|value)$/.test(argument) &&
  !(argument === "spec.metric" && before === undefined);

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
function amountLines({ type, layer, address, edits }: ResourceChange): TopicLine[] {
  if (!/^kubernetes_(deployment|stateful_set|daemon_?set)/.test(type)) return [];
  const amounts = edits.flatMap((edit) => {
    const [found, container = "", kind = "", name = ""] = AMOUNT.exec(edit.path) ?? [];
    return found === undefined
      ? []
      : [{ edit, kind, key: `${container} ${name} ${name === "" ? kind : ""}`, name }];
  });
  const groups = groupBy(amounts, ({ edit, key }) => JSON.stringify([key, edit.before, edit.after]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const kinds = group
      .map(({ kind }) => (first.name === "" ? kind : kind.slice(0, -1)))
      .sort()
      .reverse();
    const what =
      first.name === ""
        ? kinds.join(" and ") || "requests and limits"
        : `${labelOf(first.name)} ${kinds.join(" and ")}`;
    return [
      {
        level: "info" as const,
        layer,
        address,
        edits: group.map(({ edit }) => edit),
        text: say`${[what]} of ${address}: ${fromTo(first.edit)}`,
      },
    ];
  });
}

const labelOf = (name: string): string => (name === "cpu" ? "CPU" : name.replace("-", " "));
