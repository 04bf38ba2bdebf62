import { isOwn } from "../../../infrastructure/accepted-blocks";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";
import { endpointsOf } from "../../../infrastructure/network-endpoints";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../../terraform/environment-plan";
import { asObject, text } from "../../../terraform/stack-json";
import { at, type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { resolveReferences } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

const NAMESPACE = "AWS/PrivateLinkEndpoints";

export const endpointAlarms: Check = {
  ...ruleOf(TEXTS, "endpoint-alarms"),
  run: (plan) => {
    const alarms = plan
      .resources("aws_cloudwatch_metric_alarm")
      .filter(({ config }) => config.namespace === NAMESPACE);
    // An alarm of the owner does not promise others.
    const isCovered = alarms.some((alarm) => !isOwn(plan, alarm));
    const watched = new Set(alarms.map((alarm) => endpointOf(plan, alarm)));
    const unwatched = (isCovered ? endpointsOf(plan) : [])
      .filter(({ kind, resource }) => kind === "Interface" && !watched.has(resource))
      .map(({ resource }) => ({ ...at(resource), message: "endpoint: no alarm watches it" }));
    return [
      ...alarms.flatMap((alarm) => combinedFinding(alarm, "alarm", alarmProblems(plan, alarm))),
      ...unwatched,
    ];
  },
};

const dimension = (alarm: ResourceOf<"aws_cloudwatch_metric_alarm">, name: string) =>
  inLayer(alarm, asObject(alarm.config.dimensions)[name]);

/** The endpoint that the dimensions of an alarm name. */
const endpointOf = (
  plan: EnvironmentPlan,
  alarm: ResourceOf<"aws_cloudwatch_metric_alarm">,
): PlannedResource | undefined => plan.target(dimension(alarm, "VPC Endpoint Id"));

function alarmProblems(plan: EnvironmentPlan, alarm: ResourceOf<"aws_cloudwatch_metric_alarm">): string[] {
  const endpoint = endpointOf(plan, alarm);
  if (endpoint?.type !== "aws_vpc_endpoint")
    return ["its VPC Endpoint Id is not an endpoint of these stacks"];
  const resolved = (name: string): string => resolveReferences(plan, dimension(alarm, name));
  const expected: Record<string, string> = {
    "Endpoint Type": text(endpoint.config["vpc_endpoint_type"]) ?? "Gateway",
    "Service Name": resolveReferences(plan, inLayer(endpoint, endpoint.config["service_name"])),
    "VPC Id": resolveReferences(plan, inLayer(endpoint, endpoint.config["vpc_id"])),
  };
  const given = Object.keys(labelsOf(alarm.config.dimensions)).sort();
  const names = [...Object.keys(expected), "VPC Endpoint Id"].sort();
  return [
    ...(given.join() === names.join()
      ? []
      : [`its dimensions are ${given.join(", ")}, expected ${names.join(", ")}`]),
    ...Object.entries(expected).flatMap(([name, value]) =>
      resolved(name) === value
        ? []
        : [`its ${name} is ${resolved(name) || "missing"}, expected ${value} as in ${endpoint.address}`],
    ),
  ];
}
