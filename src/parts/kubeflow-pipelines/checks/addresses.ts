import { carries, labelsOf } from "../../../infrastructure/kubernetes-labels";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { targetOf, variablesOf, podPort } from "../../../infrastructure/kubernetes-pods";
import { type DeployedProgram, kubeflowPipelinesProgramsOf } from "../model/programs";
import { settingsNamed, yamlIn } from "../model/settings";
import { PIPELINE_PROGRAMS, type ProgramKind, RUN_FACTS } from "../facts/kubeflow-pipelines";
import { INTERFACE_ADDRESSES } from "../facts/pipeline-settings";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, type Json, number, text } from "../../../terraform/stack-json";
import { items } from "../../../infrastructure/kubernetes-api";

/** Services by the names and ports by which other programs call this one, and addresses in the settings of the user interface. */
export const pipelineAddressProblems = (plan: EnvironmentPlan, program: DeployedProgram): string[] => [
  ...portProblems(program),
  ...serviceProblems(plan, program),
  ...(program.kind === "user interface" ? interfaceProblems(plan, program) : []),
  ...(program.kind === "proxy of metadata" ? proxyProblems(plan, program) : []),
];

/** Services and probes find a program by the names of these ports. */
const portProblems = ({ facts, pods }: DeployedProgram): string[] =>
  items(pods.main?.config.ports)
    .filter((port) => !facts.ports.includes(number(port.containerPort) ?? 0))
    .map(
      (port) =>
        `port ${text(port.name) ?? "(none)"} is ${String(port.containerPort)}, and it listens on ${facts.ports.join(" and ") || "none"}`,
    );

/** Ports of a program that others call by the name of its Service. */
const calledPorts = (kind: ProgramKind): number[] => [
  ...new Set(
    [...Object.values(PIPELINE_PROGRAMS), RUN_FACTS].flatMap(({ connects }) =>
      connects.flatMap(([to, port]) => (to === kind ? [port] : [])),
    ),
  ),
];

function serviceProblems(plan: EnvironmentPlan, { kind, facts, pods }: DeployedProgram): string[] {
  const { service } = facts;
  if (service === undefined) return [];
  return calledPorts(kind)
    .filter((port) => !leadsTo(plan, pods, service, port, port))
    .map((port) => `no Service ${service} leads from port ${port} to that port of its pods`);
}

/** Whether a Service of the namespace leads from its port to a port of pods. */
function leadsTo(
  plan: EnvironmentPlan,
  pods: DeployedProgram["pods"],
  name: string,
  from: number,
  to: number,
): boolean {
  const service = objectsOf(plan).find("service", pods.owner.namespace, name);
  const selector = labelsOf(service?.spec.selector);
  if (!service || Object.keys(selector).length === 0 || !carries(pods.labels, selector)) return false;
  return items(service.spec.ports).some(
    (port) => number(port.port) === from && podPort(pods, targetOf(port))?.number === to,
  );
}

function interfaceProblems(plan: EnvironmentPlan, { facts, pods }: DeployedProgram): string[] {
  const variables = variablesOf(plan, pods);
  return INTERFACE_ADDRESSES.flatMap(({ to, host, port }) => {
    const target = kubeflowPipelinesProgramsOf(plan).find(
      (each) => each.kind === to && each.pods.owner.namespace === pods.owner.namespace,
    );
    const reached = facts.connects.find(([kind]) => kind === to)?.[1] ?? 0;
    const name = variables[host] ?? "";
    const written = variables[port] ?? "";
    if (!target) return [`no pods of the ${to} are in its namespace`];
    return leadsTo(plan, target.pods, name, Number(written), reached)
      ? []
      : [
          `${host} and ${port} are ${name || "(none)"}:${written || "(none)"}, which no Service leads to ${target.pods.owner.name}`,
        ];
  });
}

/** Addresses in the configuration of Envoy, which a ConfigMap has. */
function proxyProblems(plan: EnvironmentPlan, { pods }: DeployedProgram): string[] {
  const { namespace } = pods.owner;
  const [store] = kubeflowPipelinesProgramsOf(plan).filter(
    ({ kind, pods: { owner } }) => kind === "store of metadata" && owner.namespace === namespace,
  );
  if (!store) return ["no pods of the store of metadata are in its namespace"];
  const addresses = items(pods.spec.volumes)
    .map((volume) => text(volume.configMap?.name) ?? "")
    .flatMap((name) => Object.values(settingsNamed(plan, namespace, name)?.data ?? {}))
    .flatMap((value) => socketAddresses(yamlIn(value)));
  const [port = 0] = store.facts.ports;
  return addresses.some((each) => leadsTo(plan, store.pods, each.address, each.port, port))
    ? []
    : ["its configuration has no address of a Service that leads to the store of metadata"];
}

function socketAddresses(value: Json): { readonly address: string; readonly port: number }[] {
  if (value === null || typeof value !== "object") return [];
  const { address, port_value: port } = asObject(value);
  const own = typeof address === "string" && typeof port === "number" ? [{ address, port }] : [];
  return [...own, ...Object.values(value).flatMap((item) => socketAddresses(item as Json))];
}
