import { ingressGroupsOf, ingressPaths } from "../../../infrastructure/network-entries";
import { type KubernetesObject } from "../../../infrastructure/kubernetes-objects";
import { type Stated } from "../../../infrastructure/stated";
import { combinedFinding, type Finding } from "../../../checks/check";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { PORT_OF_SERVICE } from "../facts";
import { type Application } from "../model/applications";
import { ingressesOfGit, type IngressOfGit } from "../model/models-of-git";
import { type Specs } from "../../../infrastructure/kubernetes-api";
import { ALB } from "../../../evidence/load-balancers";

type StatedModels = NonNullable<Stated["gitModels"]>;

/** Compares Ingresses of a namespace with the paths of the file, and with the entry whose load balancer they share. */
export function ingressFindings(
  plan: EnvironmentPlan,
  { object, destination: { namespace } }: Application,
  stated: StatedModels | undefined,
): Finding[] {
  const own = ingressesOfGit(plan).filter(({ ingress }) => ingress.namespace === namespace);
  const isLed = (path: string, name: string): boolean =>
    own.some(({ paths }) => paths.some((each) => each.config.path === path && each.serviceName === name));
  const missing = [...(stated ?? [])].flatMap(([name, { paths }]) =>
    paths.filter((path) => !isLed(path, name)).map((path) => `no Ingress leads ${path} to ${name}`),
  );
  return [
    ...combinedFinding(object.resource, `Application ${object.name}`, missing),
    ...own.flatMap((each) =>
      combinedFinding(each.ingress.resource, each.ingress.title, [
        ...(stated ? pathProblems(each, stated) : []),
        ...sharedProblems(plan, each.ingress),
      ]),
    ),
  ];
}

const pathProblems = ({ paths, healthPath }: IngressOfGit, stated: StatedModels): string[] =>
  paths.flatMap(({ config, serviceName, servicePort }) => {
    const path = String(config.path);
    const model = stated.get(serviceName);
    if (!model?.paths.includes(path))
      return [`it leads ${path} to ${serviceName}, which the file does not state`];
    return [
      ...(servicePort === PORT_OF_SERVICE
        ? []
        : [`it leads ${path} to port ${String(servicePort)} of ${serviceName}, expected ${PORT_OF_SERVICE}`]),
      ...(config.pathType === "Prefix"
        ? []
        : [`${path} has the type ${String(config.pathType)}, expected Prefix`]),
      ...(healthPath === model.healthPath
        ? []
        : [`healthcheck-path is ${healthPath}, expected ${model.healthPath}`]),
    ];
  });

/** The annotation that each Ingress of a group has for itself. */
const OWN = `${ALB}healthcheck-path`;

/** The Ingress of the models whose load balancer an Ingress for models in Git shares. */
const entryOf = (plan: EnvironmentPlan, ingress: KubernetesObject<Specs["ingress"]>) =>
  ingressGroupsOf(plan).find(({ all }) => all.includes(ingress))?.models[0];

/** Settings of a load balancer are those of all Ingresses of its group. */
function sharedProblems(plan: EnvironmentPlan, ingress: KubernetesObject<Specs["ingress"]>): string[] {
  const entry = entryOf(plan, ingress);
  if (!entry) return ["it is not in the group of an entry of the models"];
  const keys = new Set([...Object.keys(entry.annotations), ...Object.keys(ingress.annotations)]);
  const [hosts, wanted] = [hostsOf(ingress), hostsOf(entry)];
  return [
    ...[...keys]
      .filter((key) => key !== OWN && entry.annotations[key] !== ingress.annotations[key])
      .map(
        (key) =>
          `${key.replace(ALB, "")} differs from that of the entry: ${ingress.annotations[key] ?? "(none)"}, and ${entry.annotations[key] ?? "(none)"}`,
      ),
    ...(hosts === wanted ? [] : [`its hosts are ${hosts}, expected ${wanted}, those of the entry`]),
  ];
}

const hostsOf = (ingress: KubernetesObject<Specs["ingress"]>): string =>
  [...new Set(ingressPaths(ingress).map(({ host }) => host || "(all)"))].sort().join(", ");
