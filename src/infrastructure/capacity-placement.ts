import { asArray, blocks } from "../terraform/stack-json";
import { type Workload } from "./kubernetes-workloads";
import { knownText } from "./text-references";
import { labelsOf } from "./kubernetes-labels";
import { items, type LabelSelector } from "./kubernetes-api";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type ResourceOf,
} from "../terraform/environment-plan";
import { namedSubnets, type Subnet } from "./network-routes";

/** A requirement on a label of nodes. */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The `matchExpressions` of a node selector term or preference. */
export const requirementsOf = ({
  matchExpressions,
}: Pick<LabelSelector, "matchExpressions">): Requirement[] =>
  items(matchExpressions).map(({ key, operator, values }) => ({
    key: String(key),
    operator: String(operator),
    values: asArray(values).map(String),
  }));

/** A Fargate profile and its selectors. */
interface Profile {
  readonly resource: ResourceOf<"aws_eks_fargate_profile">;
  readonly subnets: readonly Subnet[];
  /** Whether the profile selects pods, by namespace and labels. */
  readonly selects: (pods: Pick<Workload, "namespace" | "labels">) => boolean;
}

export const fargateProfiles = memoizePerPlan((plan: EnvironmentPlan): readonly Profile[] =>
  plan.resources("aws_eks_fargate_profile").map((resource) => profile(plan, resource)),
);

/** The profile that selects a workload's pods; DaemonSets run only on nodes. */
export function profileOf(plan: EnvironmentPlan, workload: Workload): Profile | undefined {
  return workload.isDaemonSet ? undefined : fargateProfiles(plan).find((each) => each.selects(workload));
}

function profile(plan: EnvironmentPlan, resource: ResourceOf<"aws_eks_fargate_profile">): Profile {
  const { config } = resource;
  const selectors = blocks(config.selector).map((selector) => ({
    namespace: pattern(knownText(plan, inLayer(resource, selector.namespace)) ?? ""),
    labels: Object.entries(labelsOf(selector.labels)).map(([key, value]) => [key, pattern(value)] as const),
  }));
  return {
    resource,
    subnets: namedSubnets(plan, inLayer(resource, config.subnet_ids)),
    selects: ({ namespace, labels }) =>
      selectors.some(
        (selector) =>
          selector.namespace.test(namespace) &&
          selector.labels.every(([key, value]) => value.test(labels[key] ?? "")),
      ),
  };
}

/** A selector as a pattern: `*` matches any characters, `?` matches one. */
function pattern(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
}
