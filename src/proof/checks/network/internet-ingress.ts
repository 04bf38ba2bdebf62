import { isInternet } from "../../model/network/ranges";
import { type Rule, groupName, rulesOf } from "../../model/network/rules";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, at } from "../check";
import { listenersOf } from "../../model/network/openings";

export const internetIngress: Check = {
  id: "internet-ingress",
  severity: "error",
  title: "only internet-facing load balancers allow the internet, and only on their listener ports",
  why: "one route or public address is enough to expose a resource whose rule allows every address",
  fix: "allow a specific security group or range; let clients connect through the load balancer",
  source: 'VPC user guide, "Security group rules"; CIS AWS Foundations Benchmark (read 2026-11-20)',
  scannerRules: ["CKV_AWS_260"],
  stricterThan: [
    "CKV_AWS_24",
    "CKV_AWS_25",
    "CKV_AWS_277",
    "AWS-0107",
    "EC2.13",
    "EC2.14",
    "EC2.18",
    "EC2.19",
  ],
  findsExcess: true,
  run: (plan) => {
    const admitted = publicListeners(plan);
    return rulesOf(plan)
      .all.filter((rule) => rule.direction === "ingress" && "cidr" in rule.peer && isInternet(rule.peer.cidr))
      .filter((rule) => !admitted.has(`${rule.group} ${onlyPort(rule)}`))
      .map(({ resource, group, peer }) => ({
        ...at(resource),
        message: `${groupName(group)} allows ${"cidr" in peer ? peer.cidr : ""} on ports without a listener of an internet-facing load balancer`,
      }));
  },
};

/** Groups and ports of load balancers that are internet-facing or, if they are existing ones, of unknown scheme. */
const publicListeners = (plan: EnvironmentPlan): ReadonlySet<string> =>
  new Set(
    listenersOf(plan)
      .filter(({ interfaces }) => interfaces.internetFacing !== false)
      .flatMap(({ interfaces, port }) => interfaces.groups.map((group) => `${group} ${port}`)),
  );

/** The port of a rule for a single port; empty for every other rule. */
const onlyPort = ({ protocol, from, to }: Rule): string =>
  protocol === "tcp" && from === to ? `${from}` : "";
