import { partitionOf } from "../../facts/aws";
import { endpointsOfAction, whyNoEndpoint } from "../facts/action-endpoints";
import { type EnvironmentConfig } from "../schema";
import { type Permission } from "../schema/permissions";
import { type KeyProblem } from "./key-problem";
import { allOf, forEach } from "../rule-problems";

/** Rules on the statements of a model or a chart. */
export const permissionRules = (
  { permissions }: { readonly permissions: readonly Permission[] },
  config: EnvironmentConfig,
): KeyProblem[] =>
  forEach(permissions, (permission, index) =>
    allOf(
      () => reasonRules(permission),
      () => forEach(permission.actions, (action, place) => endpointRule(action, place, config)),
      () => forEach(permission.resources, (arn, place) => locationRule(arn, place, permission, config)),
    ).map(({ key, ...problem }) => ({ key: ["permissions", index, ...key], ...problem })),
  );

/** The objects below a prefix of a bucket: IAM has no other form for them. */
const OBJECTS = /^arn:[^:*?]+:s3:::[^*?]+\/\*$/;

function reasonRules({ actions, resources, reason }: Permission): KeyProblem[] {
  if (reason !== undefined) return [];
  const wide = (key: string, values: readonly string[]): KeyProblem[] =>
    values.flatMap((value, place) =>
      /[*?]/.test(value) && !OBJECTS.test(value)
        ? [
            {
              key: [key, place],
              expected: "no wildcard, or a reason for it",
              fix: "write the names, or add the key reason beside it",
            },
          ]
        : [],
    );
  return [...wide("actions", actions), ...wide("resources", resources)];
}

function endpointRule(action: string, place: number, { network }: EnvironmentConfig): KeyProblem[] {
  if (endpointsOfAction(action) !== undefined || !network.endpoints.interfaces) return [];
  return [
    {
      key: ["actions", place],
      expected: `an action of a service with a VPC endpoint: ${whyNoEndpoint(action)}`,
      fix: "let a program outside of the cluster call it, or set network.endpoints.interfaces: false with an egress, so that calls leave the VPC",
    },
  ];
}

/** Models that an inference profile calls in other regions (Amazon Bedrock user guide, "Prerequisites for inference profiles", read 2026-12-01). */
const ELSEWHERE = /^arn:[^:]+:bedrock:[^:]+::foundation-model\//;

const callsServers = (actions: readonly string[]): boolean =>
  actions.every((action) => endpointsOfAction(action)?.length === 0);

function locationRule(
  arn: string,
  place: number,
  { actions }: Permission,
  { region, network }: EnvironmentConfig,
): KeyProblem[] {
  if (arn === "*") return [];
  const [, partition, , ofArn = ""] = arn.split(":");
  if (partition !== partitionOf(region))
    return [
      {
        key: ["resources", place],
        expected: `an ARN that begins with arn:${partitionOf(region)}:`,
        fix: "copy the ARN from an account of the same partition",
      },
    ];
  const isHere = ofArn === "" || ofArn === region || /[*?]/.test(ofArn);
  // A log-in calls a server, and an inference profile its models, in any region.
  if (isHere || ELSEWHERE.test(arn) || callsServers(actions) || !network.endpoints.interfaces) return [];
  return [
    {
      key: ["resources", place],
      expected: `a resource in ${region}: the endpoints of the VPC lead to no other region`,
      fix: "name a resource in the region of the environment",
    },
  ];
}
