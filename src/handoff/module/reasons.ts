import { onlyExpression } from "../../terraform/terraform-templates";
import { ALL_CALLERS } from "../../evidence/callers";
import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";
import { ofType } from "../variables/variable";

/** Reasons for each endpoint and rule, by address. */
export function reasonsIn(json: JsonObject): ReadonlyMap<string, readonly string[]> {
  return new Map([...endpoints(json), ...securityGroupRules(json), ...aclRules(json)]);
}

type Entry = [address: string, lines: string[]];

/** The tag of an endpoint names the components that call it; facts of AWS have the reasons. */
function endpoints(json: JsonObject): Entry[] {
  return Object.entries(ofType(json, "aws_vpc_endpoint")).flatMap(([name, value]): Entry[] => {
    const { service_name: service, tags } = asObject(value);
    const callers = text(asObject(tags)["RequestedBy"]).split(" + ");
    const short = /^com\.amazonaws\.(?:[\w-]+|\$\{var\.\w+\})\.(.+)$/.exec(text(service))?.[1];
    const lines = callers.flatMap((caller) => {
      const reason = short && reasonOfCall(caller, short);
      return reason === undefined ? [] : [`${caller}: ${reason}`];
    });
    return lines.length > 0 ? [[`aws_vpc_endpoint.${name}`, lines]] : [];
  });
}

const reasonOfCall = (caller: string, service: string): string | undefined =>
  ALL_CALLERS.find(({ title }) => title === caller)?.calls.find((call) => call.service === service)?.why ??
  OWNED.find(({ of }) => of.test(caller))?.why;

/** Callers whose calls an owner extends, with `permissions` of a model or a chart. */
const OWNED: readonly { readonly of: RegExp; readonly why: string }[] = [
  { of: /^models$/, why: "call it with the permissions of their roles" },
  { of: /^chart /, why: "calls it with the permissions of its role" },
];

const RULES = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"] as const;

function securityGroupRules(json: JsonObject): Entry[] {
  return RULES.flatMap((type) =>
    Object.entries(ofType(json, type)).map(([name, value]): Entry => {
      const rule = asObject(value);
      const group = groupIn(rule["security_group_id"]) ?? "group";
      const way = type.includes("ingress") ? "from" : "to";
      return [
        `${type}.${name}`,
        [`${group} ${way} ${peerOf(rule)}, ${portsOf(rule)}: ${text(rule["description"])}`],
      ];
    }),
  );
}

function peerOf(rule: JsonObject): string {
  const group = groupIn(rule["referenced_security_group_id"]);
  if (group !== undefined) return group === groupIn(rule["security_group_id"]) ? "itself" : group;
  const list = text(rule["prefix_list_id"]);
  if (list !== "") return list.startsWith("pl-") ? `prefix list ${list}` : "S3";
  return valueOrSource(rule["cidr_ipv4"] ?? rule["referenced_security_group_id"]);
}

function portsOf(rule: JsonObject): string {
  const { from_port: from, to_port: to } = rule;
  if (text(rule["ip_protocol"] ?? rule["protocol"]) === "-1") return "all ports";
  return `TCP ${from === to ? String(from) : `${String(from)} to ${String(to)}`}`;
}

/** Network ACL entries have no description; security group rules for the same range provide it. */
function aclRules(json: JsonObject): Entry[] {
  return Object.entries(ofType(json, "aws_network_acl_rule")).map(([name, value]): Entry => {
    const rule = asObject(value);
    const way = rule["egress"] === true ? "to" : "from";
    const line = `${way} ${valueOrSource(rule["cidr_block"])}, ${portsOf(rule)}: ${aclReason(json, rule)}`;
    return [`aws_network_acl_rule.${name}`, [line]];
  });
}

function aclReason(json: JsonObject, rule: JsonObject): string {
  if (text(rule["protocol"]) === "-1") return "traffic within the VPC, which security groups filter";
  if (rule["from_port"] !== rule["to_port"]) return "responses, because network ACLs are stateless";
  const type = rule["egress"] === true ? RULES[1] : RULES[0];
  const reasons = Object.values(ofType(json, type))
    .map(asObject)
    .filter((each) => each["cidr_ipv4"] === rule["cidr_block"] && each["from_port"] === rule["from_port"])
    .map((each) => text(each["description"]));
  return [...new Set(reasons)].join("; ") || "traffic that the security groups allow";
}

/** A value, or the expression that it comes from. */
const valueOrSource = (value: Json | undefined): string => onlyExpression(text(value)) ?? text(value);

const groupIn = (value: Json | undefined): string | undefined =>
  /^\$\{aws_security_group\.(\w+)\.id\}$/.exec(text(value))?.[1]?.replaceAll("_", "-");

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
