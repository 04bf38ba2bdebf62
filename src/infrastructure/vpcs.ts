import {
  type EnvironmentPlan,
  isFound,
  memoizePerPlan,
  type ResourceOf,
  valueOf,
} from "../terraform/environment-plan";
import { type JsonObject, text } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { attributesOf } from "./text-attributes";
import { type Range, rangeOf } from "./ranges";
import { idOf } from "./routing";

/** A VPC that Terraform creates or an existing VPC. */
export interface Vpc {
  readonly id: string;
  readonly resource: ResourceOf<"aws_vpc" | "data.aws_vpc">;
  readonly isFound: boolean;
  readonly attributes: JsonObject;
  /** All IPv4 ranges, including secondary ones. */
  readonly ranges: readonly Range[];
}

export const vpcsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Vpc[] => {
  const added = groupBy(plan.resources("aws_vpc_ipv4_cidr_block_association"), (resource) =>
    plan.identity(valueOf(resource, resource.config.vpc_id)),
  );
  return [...plan.resources("aws_vpc"), ...plan.resources("data.aws_vpc")].map((resource) => {
    const attributes = attributesOf(resource);
    const id = idOf(resource);
    const cidrs = [attributes, ...(added.get(id) ?? []).map(({ config }) => config)].map((each) =>
      text(each.cidr_block),
    );
    return {
      id,
      resource,
      isFound: isFound(resource),
      attributes,
      ranges: cidrs.flatMap((cidr) => rangeOf(cidr) ?? []),
    };
  });
});

export const vpcRangesOf = (plan: EnvironmentPlan): Range[] => vpcsOf(plan).flatMap(({ ranges }) => ranges);
