import { isInternet } from "../../analysis/network/ranges";
import { type Rule, groupName, rulesOf } from "../../analysis/network/rules";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, at } from "../check";
import { listenersOf } from "./openings";

export const internetIngress: Check = {
  id: "internet-ingress",
  severity: "error",
  title: "only internet-facing load balancers admit the internet, and only on the ports that they listen on",
  why: "a rule for everyone is one route or public address away from being used by everyone",
  fix: "name the group or range that has to come in; let clients come by the load balancer",
  source: 'VPC user guide, "Security group rules"; CIS AWS Foundations Benchmark (read 2026-11-20)',
  scannerRules: [
    "CKV_AWS_24",
    "CKV_AWS_25",
    "CKV_AWS_260",
    "CKV_AWS_277",
    "AWS-0107",
    "EC2.13",
    "EC2.14",
    "EC2.18",
    "EC2.19",
  ],
  run: (plan) => {
    const admitted = publicListeners(plan);
    return rulesOf(plan)
      .all.filter((rule) => rule.direction === "ingress" && "cidr" in rule.peer && isInternet(rule.peer.cidr))
      .filter((rule) => !admitted.has(`${rule.group} ${onlyPort(rule)}`))
      .map(({ resource, group, peer }) => ({
        ...at(resource),
        message: `${groupName(group)} admits ${"cidr" in peer ? peer.cidr : ""}, and no internet-facing load balancer of that group listens there`,
      }));
  },
};

/** Groups and ports on which the internet may come; of a load balancer that was found, nobody knows better. */
const publicListeners = (plan: EnvironmentPlan): ReadonlySet<string> =>
  new Set(
    listenersOf(plan)
      .filter(({ interfaces }) => interfaces.internetFacing !== false)
      .flatMap(({ interfaces, port }) => interfaces.groups.map((group) => `${group} ${port}`)),
  );

/** The one port that a rule admits; a rule for several admits none that is listened on alone. */
const onlyPort = ({ protocol, from, to }: Rule): string =>
  protocol === "tcp" && from === to ? `${from}` : "";
