import { isInternet } from "../../analysis/network/ranges";
import { type Rule, rulesOf } from "../../analysis/network/rules";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, at } from "../check";

export const securityGroupEgress: Check = {
  id: "security-group-egress",
  severity: "error",
  title: "nothing is let out to the internet but HTTPS, and that only where a NAT gateway leads",
  why: "a rule for every port lets out whatever an intruder wants to send",
  fix: "let nodes out on TCP 443 where network.egress is set, and name ranges or groups for anything else",
  source: "aquasecurity/trivy-checks AWS-0104, August 2026",
  scannerRules: ["CKV_AWS_382", "AWS-0104"],
  run: (plan) =>
    rulesOf(plan)
      .all.filter(
        ({ implied, direction, peer }) =>
          !implied && direction === "egress" && "cidr" in peer && isInternet(peer.cidr),
      )
      .flatMap((rule) => {
        const message = problem(plan, rule);
        return message === undefined ? [] : [{ ...at(rule.resource), message }];
      }),
};

function problem(plan: EnvironmentPlan, { protocol, from, to }: Rule): string | undefined {
  if (protocol === "all") return "it lets every protocol and port out to the internet, expected TCP 443";
  if (protocol !== "tcp" || from !== 443 || to !== 443)
    return `it lets ${protocol} ${from} to ${to} out to the internet, expected TCP 443`;
  // Of a network that was made elsewhere the NAT gateway is not known.
  const leads = ["aws_nat_gateway", "data.aws_route_table"].some((type) => plan.resources(type).length > 0);
  return leads ? undefined : "it lets HTTPS out to the internet, and no NAT gateway leads there";
}
