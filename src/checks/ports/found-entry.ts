import { combinedFinding, text } from "../../analysis/blocks";
import { conditionsOf } from "../../analysis/network/attributes";
import { ingressOfLookup } from "../../analysis/network/entry-lookups";
import { type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const foundEntry: Check = {
  id: "found-entry",
  severity: "error",
  title:
    "postconditions verify the VPC, security group, scheme, subnets, listener and target group of an existing load balancer",
  why: "its owner can change it without notice; with postconditions, a plan reports the change before clients notice",
  fix: "keep the postconditions of the data sources",
  source: "Terraform documentation, Custom Conditions (read 2026-11-20)",
  run: (plan) =>
    Object.entries(VERIFIED).flatMap(([type, wanted]) =>
      plan
        .resources(type)
        .filter((found) => ingressOfLookup(found) === undefined)
        .flatMap((found) =>
          combinedFinding(found, "the existing resource", [
            ...wanted
              .filter(({ form }) => !conditionsOf(found.config).some((condition) => form.test(condition)))
              .map(({ what }) => `no postcondition verifies ${what}`),
            ...(isNamed(found) ? [] : ["is not identified by name, ARN or port"]),
          ]),
        ),
    ),
};

const VERIFIED: Readonly<Record<string, readonly { readonly what: string; readonly form: RegExp }[]>> = {
  "data.aws_lb": [
    { what: "its VPC", form: /^self\.vpc_id == data\.aws_vpc\.\w+\.id$/ },
    {
      what: "its security group",
      form: /^contains\(self\.security_groups, data\.aws_security_group\.\w+\.id\)$/,
    },
    { what: "its scheme", form: /^!?self\.internal$/ },
    {
      what: "its subnets",
      form: /^length\(setsubtract\(self\.subnets, \[(?:data\.aws_subnet\.\w+\.id(?:, )?)+\]\)\) == 0$/,
    },
  ],
  "data.aws_lb_listener": [{ what: "its protocol", form: /^self\.protocol == "HTTPS?"$/ }],
  "data.aws_lb_target_group": [
    {
      what: "its load balancer",
      form: /^contains\(self\.load_balancer_arns, data\.aws_lb\.\w+\.arn\)$/,
    },
  ],
};

/** Whether the lookup has a name or ARN, or for a listener a load balancer and port. */
const isNamed = ({ type, config }: PlannedResource): boolean =>
  type === "aws_lb_listener"
    ? config["load_balancer_arn"] !== undefined && config["port"] !== undefined
    : (text(config["name"]) ?? text(config["arn"]) ?? "") !== "";
