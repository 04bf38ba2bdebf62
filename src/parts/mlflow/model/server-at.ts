import { listeningPort } from "../facts";
import { number, texts } from "../../../terraform/stack-json";
import { items } from "../../../infrastructure/kubernetes-api";
import { carries, labelsOf } from "../../../infrastructure/kubernetes-labels";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { targetOf, podPort } from "../../../infrastructure/kubernetes-pods";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type MlflowServer, mlflowServersOf } from "./servers";

/** The server that an address leads to. */
export interface ServerAt {
  readonly server: MlflowServer;
  /** Port of its pods. */
  readonly port: number;
  /** Host of requests, with its port unless that is the one of the protocol. */
  readonly host: string;
  readonly protocol: string;
}

const PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

/** The MLflow server to which a Service leads from a URL, for pods of a namespace; undefined if none does. */
export function serverAt(plan: EnvironmentPlan, address: string, namespace: string): ServerAt | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, hostname, port: written } = new URL(address);
  const port = written === "" ? PORTS[protocol] : Number(written);
  const service = objectsOf(plan)
    .ofKind("service")
    .find((each) => namesOf(each, namespace).includes(hostname));
  const open = items(service?.spec.ports).find((each) => number(each.port) === port);
  const selector = labelsOf(service?.spec.selector);
  if (!service || !open || Object.keys(selector).length === 0) return undefined;
  for (const server of mlflowServersOf(plan)) {
    const { pods } = server;
    const reached = podPort(pods, targetOf(open))?.number;
    const listens = listeningPort(texts(pods.main?.config.args));
    const isSelected = pods.owner.namespace === service.namespace && carries(pods.labels, selector);
    if (isSelected && reached !== undefined && String(reached) === listens)
      return { server, port: reached, host, protocol };
  }
  return undefined;
}

/** Names of a Service for pods of a namespace. */
const namesOf = (service: { readonly name: string; readonly namespace: string }, from: string): string[] => {
  const name = `${service.name}.${service.namespace}`;
  return [
    ...(service.namespace === from ? [service.name] : []),
    name,
    `${name}.svc`,
    `${name}.svc.cluster.local`,
  ];
};
