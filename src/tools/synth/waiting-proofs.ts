import { type StackJson, asArray, asObject } from "../../proof/terraform-json/stack-json";

/** Kinds of resources of an existing network, in the order of the summary. */
const KINDS: readonly (readonly [types: readonly string[], what: string])[] = [
  [["aws_vpcs", "aws_vpc"], "VPC"],
  [["aws_subnets", "aws_subnet"], "subnets"],
  [["aws_route_table"], "route tables"],
  [["aws_security_groups", "aws_security_group"], "security groups"],
  [["aws_vpc_endpoint"], "endpoints"],
  [["aws_ec2_transit_gateway_vpc_attachment", "aws_vpc_peering_connection"], "attachments"],
  [["aws_lb", "aws_lb_listener", "aws_lb_target_group"], "load balancer"],
];

export interface WaitingProofs {
  readonly what: string;
  readonly proofs: number;
}

/** Conditions that a plan verifies of an existing network, by kind; empty for a network that Terraform creates. */
export const waitingProofs = (stack: StackJson): WaitingProofs[] =>
  KINDS.flatMap(([types, what]) => {
    const proofs = types
      .flatMap((type) => stack.dataSources(type))
      .flatMap(({ config }) => asArray(asObject(config["lifecycle"] ?? {})["postcondition"] ?? [])).length;
    return proofs > 0 ? [{ what, proofs }] : [];
  });
