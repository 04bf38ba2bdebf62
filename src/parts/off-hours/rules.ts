import { meantOr } from "../../base/did-you-mean";
import { nodesOf } from "../../environment/node-groups";
import { MINUTES_A_DAY, NODES_AFTER_MINUTES, minutesOf, timeOf } from "./clock";
import { keptGroup } from "./node-sizes";
import { type OffHoursSettings } from "./settings";
import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

const PATH = ["components", "off-hours"];

/** The least minutes at work and at rest: EventBridge Scheduler repeats a failed call for an hour. */
const LEAST = 120;

/** Rules between the keys of the part, and with the node groups. */
export const offHoursRules = (settings: OffHoursSettings, config: EnvironmentConfig): RuleProblem[] => [
  ...times(settings),
  ...keptNodes(settings, config),
];

function times({ start, stop }: OffHoursSettings): RuleProblem[] {
  const [first, last] = [minutesOf(start), minutesOf(stop)];
  if (last + NODES_AFTER_MINUTES >= MINUTES_A_DAY) {
    return [
      {
        path: [...PATH, "stop"],
        got: stop,
        expected: `a time until ${timeOf(MINUTES_A_DAY - NODES_AFTER_MINUTES - 1)}: nodes stop ${NODES_AFTER_MINUTES} minutes after the models, on the same day`,
        fix: "set an earlier stop",
      },
    ];
  }
  if (last < first + LEAST) {
    return [
      {
        path: [...PATH, "stop"],
        got: stop,
        expected: `a time of the same day, at least two hours after start, which is ${start}; working hours over midnight are not supported`,
        fix: "set a later stop, or an earlier start",
      },
    ];
  }
  return last + LEAST > first + MINUTES_A_DAY
    ? [
        {
          path: [...PATH, "stop"],
          got: stop,
          expected: `a time at least two hours before the start of the next day at ${start}`,
          fix: "set an earlier stop, or a later start",
        },
      ]
    : [];
}

function keptNodes(settings: OffHoursSettings, { cluster, network }: EnvironmentConfig): RuleProblem[] {
  const { keepIn, keepNodes } = settings;
  const { nodeGroups } = cluster;
  const group = Object.hasOwn(nodeGroups, keepIn ?? "") ? nodeGroups[keepIn ?? ""] : undefined;
  if (keepIn !== undefined && (!group || !nodesOf(group).runSystemPods)) {
    const names = Object.entries(nodeGroups).flatMap(([name, each]) =>
      nodesOf(each).runSystemPods ? [name] : [],
    );
    return [
      {
        path: [...PATH, "keepIn"],
        got: keepIn,
        expected: `one of cluster.nodeGroups without GPUs and taints: ${names.join(", ")}`,
        fix: meantOr("name the group that holds the pods of the platform, or remove keepIn", keepIn, names),
      },
    ];
  }
  const name = keptGroup(settings, nodeGroups) ?? "";
  const { maxPerZone = 0, zones } = nodeGroups[name] ?? {};
  const most = maxPerZone * (zones ?? network.zones).length;
  return keepNodes > most
    ? [
        {
          path: [...PATH, "keepNodes"],
          expected: `at most ${most}, maxPerZone of node group ${name} in each of its zones`,
          fix: "lower keepNodes, or raise maxPerZone",
        },
      ]
    : [];
}
