import { type JsonObject } from "../../../proof/terraform-json/stack-json";
import { validationsOf } from "./limits";
import { type VariableBinding, at, resourcesOf, bindVariable } from "./variable";

export function networkTies(json: JsonObject): VariableBinding[] {
  return [...flowLogRetention(json), ...certificate(json)];
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
