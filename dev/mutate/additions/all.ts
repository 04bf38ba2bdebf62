import { type Layer } from "../../../src/base/layers";
import { type StackJson, type SynthesizedResource } from "../../../src/terraform/stack-json";
import { type Change, type MutableObject } from "../edits";
import { type Mutant } from "../mutants";
import { binding, networkPolicy, role } from "./kubernetes";
import { routes, securityGroupRules } from "./network";
import { policy } from "./policies";
import { accessEntry, rolePolicies } from "./rights";
import { type Added } from "./values";

/** Mutants that add a right or a path beside those of a stack, and change nothing else. */
export const additionsOf = (layer: Layer, stack: StackJson): Mutant[] =>
  [...stack.resources(), ...stack.dataSources()].flatMap((block) => [
    ...changesOf(block).map((change) => ({ layer, address: block.address, ...change })),
    ...newResources(stack, block).map((added) => ({ layer, ...added })),
  ]);

function changesOf({ type, config }: SynthesizedResource): Change[] {
  if (type === "kubernetes_network_policy_v1") return networkPolicy(config as MutableObject);
  if (type === "kubernetes_role_v1" || type === "kubernetes_cluster_role_v1") {
    return role(config as MutableObject);
  }
  if (type === "kubernetes_role_binding_v1" || type === "kubernetes_cluster_role_binding_v1") {
    return binding();
  }
  return Object.entries(config as MutableObject).flatMap(([name, value]) => policy(value, [name]));
}

/** Resources to add beside one of a stack. */
function newResources(stack: StackJson, block: SynthesizedResource): Added[] {
  const { type } = block;
  if (/^aws_vpc_security_group_(in|e)gress_rule$/.test(type)) return securityGroupRules(block);
  if (type === "aws_iam_role") return rolePolicies(block);
  if (type === "aws_eks_access_entry") return accessEntry(block);
  if (type === "aws_route_table") return routes(stack, block);
  return [];
}
