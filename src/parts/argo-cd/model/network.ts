import {
  type Flow,
  type PartNetwork,
  rangeSides,
  serviceSides,
  type Side,
  tcpFlow,
} from "../../../infrastructure/network-needs";
import { loadBalancersOf } from "../../../infrastructure/network-load-balancers";
import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { rangeOf } from "../../../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { ANYWHERE } from "../../../base/cidr";
import { CODECOMMIT_SERVICE } from "../facts";
import { type Application, applicationsOf } from "./applications";
import { ingressesOfGit, openPorts } from "./models-of-git";

export const NETWORK: PartNetwork = {
  flows,
  internetNeeds: (plan) =>
    applicationsOf(plan)
      .filter(({ way }) => way === "internet")
      .map(({ host }) => ({ place: "nodes", why: `Argo CD reads its repository on ${host}` })),
  places: {
    "Git hosts": (plan) =>
      applicationsOf(plan).flatMap((application) =>
        hostSides(plan, application).map((side) => ({ ...side, port: application.port })),
      ),
  },
};

function flows(plan: EnvironmentPlan): Flow[] {
  return [...gitFlows(plan), ...entryFlows(plan)];
}

/** Load balancers of Ingresses to the pods of models in Git. They are on nodes. */
const entryFlows = (plan: EnvironmentPlan): Flow[] =>
  ingressesOfGit(plan).flatMap(({ ingress, paths }) =>
    loadBalancersOf(plan)
      .filter((each) => each.creators.includes(ingress.resource))
      .flatMap((from) =>
        [...new Set(paths.map(({ serviceName }) => serviceName))].flatMap((model) =>
          openPorts(plan, ingress.namespace, model).flatMap((port) =>
            interfacesOf(plan).nodes.map((to) =>
              tcpFlow("load-balancer-reaches-pods", from, to, port, [model]),
            ),
          ),
        ),
      ),
  );

/** Argo CD to a Git host inside. Its pods are on nodes. */
function gitFlows(plan: EnvironmentPlan): Flow[] {
  return applicationsOf(plan).flatMap(({ way, cidrs, host, port }) =>
    (way === "inside" ? cidrs : []).flatMap((cidr) => {
      const range = rangeOf(cidr);
      const to: Flow["to"] = { name: `${host} in ${cidr}`, outside: "range", ...(range ? { range } : {}) };
      return interfacesOf(plan).nodes.map((from) => tcpFlow("git-reachable", from, to, port, ["Argo CD"]));
    }),
  );
}

function hostSides(plan: EnvironmentPlan, { way, host, cidrs }: Application): Side[] {
  if (way === "codecommit") return serviceSides(plan, CODECOMMIT_SERVICE);
  return rangeSides(host, way === "inside" ? cidrs : [ANYWHERE]);
}
