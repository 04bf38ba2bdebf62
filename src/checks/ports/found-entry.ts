import { combinedFinding, text } from "../../analysis/blocks";
import { conditionsOf } from "../../analysis/network/attributes";
import { type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const foundEntry: Check = {
  id: "found-entry",
  severity: "error",
  title:
    "a load balancer that was made elsewhere is verified: where it stands, what it carries, what it listens to and where it leads",
  why: "what only a person knows of it changes without a word; a plan that looks says so before a client does",
  fix: "keep the postconditions of the data sources",
  source: "Terraform documentation, Custom Conditions (read 2026-11-20)",
  run: (plan) =>
    Object.entries(VERIFIED).flatMap(([type, wanted]) =>
      plan
        .resources(type)
        .flatMap((found) =>
          combinedFinding(found, "found", [
            ...wanted
              .filter(({ form }) => !conditionsOf(found.config).some((condition) => form.test(condition)))
              .map(({ what }) => `nothing verifies ${what}`),
            ...(isNamed(found) ? [] : ["nothing says which one it is"]),
          ]),
        ),
    ),
};

const VERIFIED: Readonly<Record<string, readonly { readonly what: string; readonly form: RegExp }[]>> = {
  "data.aws_lb": [
    { what: "that it stands in this VPC", form: /^self\.vpc_id == data\.aws_vpc\.\w+\.id$/ },
    {
      what: "that it carries the load balancer's group",
      form: /^contains\(self\.security_groups, data\.aws_security_group\.\w+\.id\)$/,
    },
    { what: "whether clients come from the internet", form: /^!?self\.internal$/ },
    {
      what: "in which subnets it stands",
      form: /^length\(setsubtract\(self\.subnets, \[(?:data\.aws_subnet\.\w+\.id(?:, )?)+\]\)\) == 0$/,
    },
  ],
  "data.aws_lb_listener": [{ what: "what it speaks", form: /^self\.protocol == "HTTPS?"$/ }],
  "data.aws_lb_target_group": [
    {
      what: "that the load balancer leads to it",
      form: /^contains\(self\.load_balancer_arns, data\.aws_lb\.\w+\.arn\)$/,
    },
  ],
};

/** By name, or by load balancer and port. */
const isNamed = ({ type, config }: PlannedResource): boolean =>
  type === "aws_lb_listener"
    ? config["load_balancer_arn"] !== undefined && config["port"] !== undefined
    : (text(config["name"]) ?? text(config["arn"]) ?? "") !== "";
