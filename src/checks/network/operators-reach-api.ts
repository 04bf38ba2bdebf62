import { block, isTrue } from "../../terraform/stack-json";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { type Opening, openingsOf } from "../../infrastructure/network-openings";
import { rangeOf } from "../../infrastructure/network-ranges";
import { type SgRule } from "../../infrastructure/network-rules";
import { returnPathFindings } from "./return-paths";
import TEXTS from "./texts.json";

export const operatorsReachApi: Check = {
  ...ruleOf(TEXTS, "operators-reach-api"),
  run: (plan, { statedOf }) => [
    ...closed(plan),
    ...unadmitted(plan, statedOf(plan.name).clients?.api ?? []),
    ...returnPathFindings(plan, openingsOf(plan).api),
  ],
};

const isPrivate = ({ interfaces }: Opening): boolean =>
  !isTrue(block(interfaces.resource.config["vpc_config"])["endpoint_public_access"]);

function closed(plan: EnvironmentPlan): Finding[] {
  return openingsOf(plan)
    .api.filter((opening) => opening.rules.length === 0 && isPrivate(opening))
    .map(({ interfaces }) => ({
      ...at(interfaces.resource),
      message: "the API has only a private endpoint, and no rule allows an operator or runner on TCP 443",
      // The network and cluster layers need no such path.
      isNotice: true,
    }));
}

/** Clients of the file that the rules of created groups admit only in part. The rules of a group that exists are not all read. */
const unadmitted = (plan: EnvironmentPlan, stated: readonly string[]): Finding[] =>
  openingsOf(plan)
    .api.filter(
      (opening) =>
        isPrivate(opening) && opening.interfaces.groups.every((group) => !group.includes("/data.")),
    )
    .flatMap(({ interfaces, rules }) =>
      stated
        .filter((client) => !admits(rules, client))
        .map((client) => ({
          ...at(interfaces.resource),
          message: `no rule allows all of ${client} of cluster.apiAccess to the Kubernetes API on TCP 443`,
        })),
    );

/** Whether rules admit a range, or a security group by its id. */
function admits(rules: readonly SgRule[], client: string): boolean {
  const range = rangeOf(client);
  if (!range) return rules.some(({ peer }) => "group" in peer && peer.group.endsWith(client));
  const admitted = rules.flatMap(({ peer }) => ("cidr" in peer ? (rangeOf(peer.cidr) ?? []) : []));
  return range.coveredBy(admitted) === range.size;
}
