import { deliveriesOf } from "../../infrastructure/deliveries";
import { type DeliverySource } from "../../infrastructure/part-delivery";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at } from "../check";
import { stoppedFlows } from "./proofs";
import { rangesWithoutRoute } from "./ways-of-nodes";

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
    ...deliveriesOf(plan).flatMap(({ source }) => [...urlFindings(source), ...routeFindings(plan, source)]),
  ],
};

const urlFindings = ({ object, url, host }: DeliverySource): Finding[] =>
  host === ""
    ? [
        {
          ...at(object.resource),
          message: `${url || "an empty URL"} is no HTTPS URL, so its host and port are unknown`,
          fix: "use the HTTPS URL of the repository",
        },
      ]
    : [];

const routeFindings = (plan: EnvironmentPlan, { object, host, way, cidrs }: DeliverySource): Finding[] =>
  way === "inside"
    ? rangesWithoutRoute(plan, cidrs).map(({ cidr, from }) => ({
        ...at(object.resource),
        message: `${host} has the range ${cidr}, which is outside of the VPC and has no route to another network from ${from}`,
      }))
    : [];
