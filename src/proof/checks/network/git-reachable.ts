import { type Application, applicationsOf } from "../../../platform/parts/argo-cd/model/applications";
import { distinct, nodesOf } from "../../model/network/interface-sets";
import { type Range, holds, rangeOf } from "../../model/network/ranges";
import { type Subnet, namesOf } from "../../model/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { stoppedFlows } from "./proofs";
import { vpcRangesOf } from "../../model/network/vpcs";

export const gitReachable: Check = {
  id: "git-reachable",
  severity: "error",
  title: "Argo CD reaches the host of its repository inside: by a route, and by a rule of the nodes",
  why: "otherwise no commit is ever applied, and Argo CD reports a timeout of its repo server",
  fix: "correct privateHost.cidrs, or add the network of the host to network.attachments",
  source:
    'VPC user guide, "How VPC peering connections work" and "Transit gateways" (unconfirmed); CodeCommit and hosts of the internet: endpoint-missing, workloads-reach-endpoints and workloads-reach-internet',
  run: (plan) => [
    ...stoppedFlows(plan, "git-reachable"),
    ...applicationsOf(plan).flatMap((application) => [
      ...urlFindings(application),
      ...routeFindings(plan, application),
    ]),
  ],
};

const urlFindings = ({ object, url, host }: Application): Finding[] =>
  host === ""
    ? [
        {
          ...at(object.resource),
          message: `${url || "an empty URL"} is no HTTPS URL, so its host and port are unknown`,
          fix: "use the HTTPS URL of the repository",
        },
      ]
    : [];

function routeFindings(plan: EnvironmentPlan, { object, host, way, cidrs }: Application): Finding[] {
  if (way !== "inside") return [];
  const subnets = distinct(nodesOf(plan).flatMap((nodes) => nodes.subnets));
  const own = vpcRangesOf(plan);
  return cidrs.flatMap((cidr) => {
    const range = rangeOf(cidr);
    if (range && own.some((vpc) => holds(vpc, range))) return [];
    const cut = subnets.filter((subnet) => !range || !leadsTo(subnet, range));
    if (cut.length === 0 && subnets.length > 0) return [];
    return [
      {
        ...at(object.resource),
        message: `${host} has the range ${cidr}, which is outside of the VPC and has no route to another network from ${cut.length > 0 ? namesOf(cut) : "the subnets of nodes"}`,
      },
    ];
  });
}

const leadsTo = ({ table }: Subnet, range: Range): boolean =>
  (table?.routes ?? []).some(({ way, destination }) => {
    const routed = rangeOf(destination);
    return way === "attachment" && routed !== undefined && holds(routed, range);
  });
