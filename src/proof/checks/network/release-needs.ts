import { constantCalls, runningCallers } from "../../model/callers";
import { type Application, applicationsOf } from "../../../platform/parts/argo-cd/model/applications";
import { helmReleasesOf } from "../../model/helm-releases";
import { type Pods } from "../../model/kubernetes/objects";
import { releasePodsOf } from "../../model/kubernetes/release-pods";
import { sendingRoutesOf } from "../../../platform/parts/alerts/model/alert-routes";
import { endpointsByService } from "../../model/network/endpoints";
import {
  type InterfaceSet,
  controlPlanesOf,
  distinct,
  workloadsOf,
} from "../../model/network/interface-sets";
import { ANYWHERE } from "../../../shared/network/cidr";
import { CODECOMMIT_SERVICE } from "../../../platform/parts/argo-cd/facts/argo-cd";
import { type ChartConnection, type Place } from "../../facts/chart-connections";
import { CONNECTIONS_OF_PARTS } from "../../facts/connections-of-parts";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { monitoredPodsOf } from "../../../platform/parts/prometheus/model/monitored-pods";
import { DNS, type PolicyNeed, type Remote, needOf, podsRemote, rangeRemote } from "./policy-need";

/** Connections of the pods of releases, on both sides if both are such pods. */
export const releaseNeedsOf = (plan: EnvironmentPlan): readonly PolicyNeed[] =>
  helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .flatMap((release) =>
      (CONNECTIONS_OF_PARTS[release.chart] ?? [])
        .filter(
          ({ ifSending }) =>
            ifSending !== true || sendingRoutesOf(plan).some((routes) => routes.release === release),
        )
        .flatMap((connection) => needs(plan, connection)),
    );

function needs(plan: EnvironmentPlan, { from, to, port, protocol = "tcp", why }: ChartConnection) {
  const [sources, targets] = [sidesOf(plan, from), sidesOf(plan, to)];
  return sources.flatMap((source) =>
    targets.flatMap((target): PolicyNeed[] => {
      const reached = port ?? target.port;
      if (reached === undefined) return [];
      const need = (own: Side, direction: PolicyNeed["direction"], other: Side): PolicyNeed[] =>
        own.pods
          ? [{ ...needOf(own.pods)(direction, reached, other.remote, `${other.name}: ${why}`), protocol }]
          : [];
      return [...need(source, "egress", target), ...(target.isModel ? [] : need(target, "ingress", source))];
    }),
  );
}

/** A side of a connection. */
interface Side {
  readonly name: string;
  readonly remote: Remote;
  /** @default - no pods of the stacks */
  readonly pods?: Pods;
  /** @default - the connection says it */
  readonly port?: number;
  /** True for pods whose own needs are known. @default false */
  readonly isModel?: boolean;
}

const sidesOf = (plan: EnvironmentPlan, side: ChartConnection["to"]): Side[] =>
  "workload" in side
    ? releasePodsOf(plan)
        .named(side.workload)
        .map((pods) => ({ ...sideOf(pods), pods }))
    : PLACES[side.place](plan);

const sideOf = (pods: Pods): Side => ({ name: pods.owner.name, remote: podsRemote(pods), pods });

const PLACES: Readonly<Record<Place, (plan: EnvironmentPlan) => Side[]>> = {
  CoreDNS: () => [{ name: "CoreDNS", remote: DNS }],
  API: () => [{ name: "the Kubernetes API", remote: { kind: "api" } }],
  "control plane": (plan) => rangesOf("the control plane", controlPlanesOf(plan)),
  nodes: (plan) => rangesOf("nodes", workloadsOf(plan)),
  "scraped models": (plan) =>
    monitoredPodsOf(plan).map(({ pods, port }) => ({ ...sideOf(pods), port, isModel: true })),
  "notification services": (plan) =>
    runningCallers(plan)
      .filter(({ sign }) => "program" in sign && sign.program === "alerts")
      .flatMap(constantCalls)
      .flatMap(({ service }) => serviceSides(plan, service)),
  "Git hosts": (plan) =>
    applicationsOf(plan).flatMap((application) =>
      hostSides(plan, application).map((side) => ({ ...side, port: application.port })),
    ),
};

function serviceSides(plan: EnvironmentPlan, service: string): Side[] {
  const endpoints = endpointsByService(plan).get(service) ?? [];
  // Without an endpoint, its addresses are those of the internet.
  return endpoints.length > 0 ? rangesOf(service, endpoints) : sidesIn(ANYWHERE, service);
}

function hostSides(plan: EnvironmentPlan, { way, host, cidrs }: Application): Side[] {
  if (way === "codecommit") return serviceSides(plan, CODECOMMIT_SERVICE);
  return (way === "inside" ? cidrs : [ANYWHERE]).flatMap((cidr) => sidesIn(cidr, host));
}

const sidesIn = (cidr: string, name: string): Side[] => rangeRemote(cidr).map((remote) => ({ name, remote }));

const rangesOf = (name: string, interfaces: readonly Pick<InterfaceSet, "subnets">[]): Side[] =>
  distinct(interfaces.flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr)))
    .flatMap(rangeRemote)
    .map((remote) => ({ name, remote }));
