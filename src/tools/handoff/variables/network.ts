import { API_PORT } from "../../../shared/kubernetes/cluster-ports";
import { type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";
import { ownRanges, validation, validationsOf } from "./limits";
import { type BindingTarget, type VariableBinding, at, resourcesOf, bindVariable } from "./variable";

export function networkTies(json: JsonObject): VariableBinding[] {
  return [...flowLogRetention(json), ...certificate(json), ...apiAccess(json)];
}

function flowLogRetention(json: JsonObject): VariableBinding[] {
  const path = ["resource", "aws_cloudwatch_log_group", "flow_logs", "retention_in_days"];
  return bindVariable(json, at(json, path) === undefined ? [] : [{ path }], {
    name: "flow_log_retention_days",
    description: "Retention period of VPC flow logs, in days.",
    validations: validationsOf("flow_log_retention_days", ["network", "flowLogs", "retentionDays"]),
  });
}

/** An existing certificate; a certificate that this module creates has no variable. */
function certificate(json: JsonObject): VariableBinding[] {
  const listeners = Object.keys(resourcesOf(json, "aws_lb_listener"));
  const paths = [
    ["output", "certificate_arn", "value"],
    ...listeners.map((name) => ["resource", "aws_lb_listener", name, "certificate_arn"]),
  ];
  const given = paths.filter((path) => /^arn:/.test(String(at(json, path))));
  return bindVariable(
    json,
    given.map((path) => ({ path })),
    {
      name: "certificate_arn",
      description: "ARN of the ACM certificate for the host name that clients use.",
      validations: validationsOf("certificate_arn", ["entry", "certificateArn"]),
    },
  );
}

/**
 * Address ranges of operators and runners: each has a rule that is named after it, and entries in the network ACL. Their
 * number is fixed by the resource graph. If clients use one of the ranges too, an ACL entry serves both, and the ranges
 * get no variable.
 */
function apiAccess(json: JsonObject): VariableBinding[] {
  const rules = Object.entries(resourcesOf(json, "aws_vpc_security_group_ingress_rule")).flatMap(
    ([name, value]) => {
      const rule = asObject(value);
      const cidr = rule["cidr_ipv4"];
      return typeof cidr === "string" ? [{ name, rule, cidr }] : [];
    },
  );
  const ofApi = rules.filter(
    ({ rule }) =>
      rule["security_group_id"] === "${aws_security_group.control_plane.id}" &&
      rule["from_port"] === API_PORT,
  );
  const isShared = ({ cidr }: { cidr: string }): boolean =>
    aclTargets(json, cidr, "").length > 0 &&
    rules.some((each) => !ofApi.includes(each) && each.cidr === cidr);
  if (ofApi.length === 0 || ofApi.some(isShared)) return [];
  const name = "api_access_cidrs";
  const value = ofApi.map(({ cidr }) => cidr);
  const targets = ofApi.flatMap((rule, index) => {
    const reference = `\${var.${name}[${index}]}`;
    const rulePath = ["resource", "aws_vpc_security_group_ingress_rule", rule.name];
    const tag = at(rule.rule, ["tags", "Name"]);
    const own: BindingTarget[] = [
      { path: [...rulePath, "cidr_ipv4"], template: reference },
      ...(typeof tag === "string" && tag.includes(rule.cidr)
        ? [{ path: [...rulePath, "tags", "Name"], template: tag.replace(rule.cidr, reference) }]
        : []),
    ];
    return [...own, ...aclTargets(json, rule.cidr, reference)];
  });
  const size = validation(
    `length(var.${name}) == ${value.length}`,
    `Expected exactly ${value.length} ${value.length === 1 ? "range" : "ranges"}, one for each rule of the module; to add or remove ranges, also change the rules.`,
  );
  const variable = {
    name,
    type: "list(string)",
    description:
      "Address ranges of operators and runners that may reach the private endpoint of the Kubernetes API.",
    value,
    validations: [...validationsOf(name, ["cluster", "apiAccess", "cidrs"]), ownRanges(name), size],
  } as const;
  return [{ variable, targets }];
}

/** Requests to the API, and responses to any client port. */
function aclTargets(json: JsonObject, cidr: string, template: string): BindingTarget[] {
  return Object.entries(resourcesOf(json, "aws_network_acl_rule")).flatMap(([name, value]) => {
    const rule = asObject(value);
    const isPrivate = rule["network_acl_id"] === "${aws_network_acl.private.id}";
    const isIn = rule["egress"] === false && rule["from_port"] === API_PORT && rule["to_port"] === API_PORT;
    const isBack = rule["egress"] === true && rule["from_port"] === FIRST_RETURN_PORT;
    return isPrivate && rule["cidr_block"] === cidr && (isIn || isBack)
      ? [{ path: ["resource", "aws_network_acl_rule", name, "cidr_block"], template }]
      : [];
  });
}

const FIRST_RETURN_PORT = 1024;
