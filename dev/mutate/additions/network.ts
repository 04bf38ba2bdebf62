import { ANYWHERE } from "../../../src/base/cidr";
import { type StackJson, type SynthesizedResource } from "../../../src/terraform/stack-json";
import { type MutableObject } from "../edits";
import { type Added, OTHER_PORT, OTHER_RANGE, added, without } from "./values";

/** Arguments that name the peer of a security group rule. */
const PEERS = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];

/** Another range on the ports of a security group rule, and another port of its peer. */
export function securityGroupRules({ address, config }: SynthesizedResource): Added[] {
  const rule = config as MutableObject;
  return [
    added(`${address}_range`, `add ${OTHER_RANGE} on the same ports`, {
      ...without(rule, PEERS),
      cidr_ipv4: OTHER_RANGE,
    }),
    ...(rule["from_port"] === undefined
      ? []
      : [
          added(`${address}_port`, `add port ${OTHER_PORT} of the same peer`, {
            ...rule,
            from_port: OTHER_PORT,
            to_port: OTHER_PORT,
          }),
        ]),
  ];
}

/** A default route to the internet gateway, of a route table that has no default route, and a peered range. */
export function routes(stack: StackJson, block: SynthesizedResource): Added[] {
  const { address } = block;
  // A table that the stack only looks up.
  const name = address.startsWith("data.") ? `found_${block.name}` : block.name;
  const table = `\${${address}.id}`;
  const resources = stack.resources();
  const hasDefault = resources.some(
    ({ type, config }) =>
      type === "aws_route" &&
      config["route_table_id"] === table &&
      config["destination_cidr_block"] === ANYWHERE,
  );
  const gateway = resources.find(({ type }) => type === "aws_internet_gateway")?.address;
  return [
    ...(hasDefault
      ? []
      : [
          added(`aws_route.${name}_default`, "add a default route to an internet gateway", {
            route_table_id: table,
            destination_cidr_block: ANYWHERE,
            gateway_id: gateway === undefined ? "igw-0123456789abcdef0" : `\${${gateway}.id}`,
          }),
        ]),
    added(`aws_route.${name}_peer`, `add a route to ${OTHER_RANGE} by a peering connection`, {
      route_table_id: table,
      destination_cidr_block: OTHER_RANGE,
      vpc_peering_connection_id: "pcx-0123456789abcdef0",
    }),
  ];
}
