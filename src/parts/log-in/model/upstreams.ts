import { CHART_FACTS } from "../../../evidence/charts";
import { number } from "../../../terraform/stack-json";
import { helmReleasesOf } from "../../../infrastructure/kubernetes-releases";
import { targetOf, podPort } from "../../../infrastructure/kubernetes-pods";
import { releasePodsOf } from "../../../infrastructure/kubernetes-release-pods";
import { items } from "../../../infrastructure/kubernetes-api";
import { type Pods, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";

/** Pods of a server, and their port. */
export interface Server {
  readonly pods: Pods;
  readonly port: number;
}

/** The server to which the Service of an address leads: one of Terraform, or one that a release creates. */
export function serverBehind(plan: EnvironmentPlan, address: string): Server | undefined {
  if (!URL.canParse(address)) return undefined;
  const { hostname, port: written } = new URL(address);
  const [, name = "", namespace = ""] = /^([^.]+)\.([^.]+)\.svc(?:\.cluster\.local)?$/.exec(hostname) ?? [];
  const port = Number(written || "80");
  return ofTerraform(plan, namespace, name, port) ?? ofRelease(plan, namespace, name, port);
}

function ofTerraform(
  plan: EnvironmentPlan,
  namespace: string,
  name: string,
  port: number,
): Server | undefined {
  const service = objectsOf(plan).find("service", namespace, name);
  const open = items(service?.spec.ports).find((each) => number(each.port) === port);
  const selector = labelsOf(service?.spec.selector);
  if (!open || Object.keys(selector).length === 0) return undefined;
  const [pods] = objectsOf(plan).selected(namespace, selector);
  const reached = pods && podPort(pods, targetOf(open))?.number;
  return pods && reached !== undefined ? { pods, port: reached } : undefined;
}

/** The Service of a chart has the name of its workload. */
function ofRelease(plan: EnvironmentPlan, namespace: string, name: string, port: number): Server | undefined {
  const service = helmReleasesOf(plan)
    .flatMap(({ chart, local }) => (local ? [] : (CHART_FACTS[chart]?.services ?? [])))
    .find((each) => each.name === name && each.port === port);
  const pods = releasePodsOf(plan)
    .named(name)
    .find(({ owner }) => owner.namespace === namespace);
  return service && pods ? { pods, port: service.targetPort } : undefined;
}
