import { type KubernetesObject, objectsOf, type Pods } from "../../../infrastructure/kubernetes-objects";
import { accountKey, ROLE_ANNOTATION, serviceAccountsOf } from "../../../infrastructure/identity-roles";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, text } from "../../../terraform/stack-json";
import { LABEL_OF_MODEL, PORT_OF_SERVICE } from "../facts";
import { type Manifest, type PlanWithManifests } from "../model/manifests";
import { ingressesOfGit, openPorts, rolesOfGit } from "../model/models-of-git";
import { type Specs } from "../../../infrastructure/kubernetes-api";
import { accountOf, podPort, servicePort, targetOf } from "../../../infrastructure/kubernetes-pods";
import { ALB } from "../../../evidence/load-balancers";

/** A mistake in the objects of a model that has a role or paths, at the object to change. */
export interface ModelProblem {
  readonly manifest: Manifest;
  readonly message: string;
}

/** Role, paths and ports of a model in Git, as an environment has them. */
interface Link {
  readonly name: string;
  readonly roleArn?: string;
  /** Path of the health checks of its load balancer. @default - no path leads to it */
  readonly healthPath?: string;
  readonly ports: readonly number[];
}

function linksOf(plan: EnvironmentPlan, namespace: string): Link[] {
  const roles = new Map(
    rolesOfGit(plan)
      .filter((each) => each.namespace === namespace)
      .map(({ model, arn }) => [model, arn]),
  );
  const paths = new Map(
    ingressesOfGit(plan)
      .filter(({ ingress }) => ingress.namespace === namespace)
      .flatMap(({ paths: all, healthPath }) => all.map(({ serviceName }) => [serviceName, healthPath])),
  );
  return [...new Set([...roles.keys(), ...paths.keys()])].map((name) => {
    const [roleArn, healthPath] = [roles.get(name), paths.get(name)];
    return {
      name,
      ...(roleArn === undefined ? {} : { roleArn }),
      ...(healthPath === undefined ? {} : { healthPath }),
      ports: openPorts(plan, namespace, name),
    };
  });
}

/** Compares the objects of each model with its role, its policy and its paths. A model without any object is not deployed yet. */
export function modelProblems(
  { plan, byAddress }: PlanWithManifests,
  namespace: string,
  manifests: readonly Manifest[],
): ModelProblem[] {
  const manifestAt = (address: string): Manifest | undefined => byAddress.get(address);
  return linksOf(plan, namespace).flatMap((link) => {
    const { name } = link;
    const all = objectsOf(plan).pods.filter(({ owner }) => manifestAt(owner.resource.address));
    const pods = all.filter(({ owner, labels }) => owner.name === name || labels[LABEL_OF_MODEL] === name);
    const named = manifests.filter(({ object }) => asObject(object["metadata"])["name"] === name);
    const holder = (pods[0] && manifestAt(pods[0].owner.resource.address)) ?? named[0];
    if (!holder) return [];
    const absent = (kind: string): ModelProblem => ({
      manifest: holder,
      message: `no ${kind} ${name} is in the folder, and the file gives it ${givenTo(link)}`,
    });
    const service = objectsOf(plan).find("service", namespace, name);
    return [
      ...(pods.length === 0 ? [absent("Deployment")] : []),
      ...pods.flatMap((each) =>
        found(manifestAt(each.owner.resource.address), podProblems(plan, link, each)),
      ),
      ...(link.roleArn === undefined ? [] : accountProblems(plan, namespace, link, absent, manifestAt)),
      ...(link.healthPath === undefined
        ? []
        : service
          ? found(manifestAt(service.resource.address), serviceProblems(link, service, pods))
          : [absent("Service")]),
    ];
  });
}

const givenTo = ({ roleArn, healthPath }: Link): string =>
  [...(roleArn === undefined ? [] : ["a role"]), ...(healthPath === undefined ? [] : ["a path"])].join(
    " and ",
  );

const found = (manifest: Manifest | undefined, messages: readonly string[]): ModelProblem[] =>
  manifest ? messages.map((message) => ({ manifest, message })) : [];

function podProblems(plan: EnvironmentPlan, { name, roleArn, healthPath }: Link, pods: Pods): string[] {
  const account = accountOf(plan, pods);
  const others = [...new Set(pods.main?.probedPaths)].filter((path) => path !== healthPath);
  return [
    ...(pods.labels[LABEL_OF_MODEL] === name
      ? []
      : [
          `its pods lack the label ${LABEL_OF_MODEL}: ${name}, which the network policy of the model selects`,
        ]),
    ...(roleArn === undefined || account === name
      ? []
      : [`its pods have the service account ${account}, expected ${name}, which has the role`]),
    ...(healthPath === undefined || others.length === 0
      ? []
      : [`its probes request ${others.join(" and ")}, but the load balancer requests ${healthPath}`]),
  ];
}

function accountProblems(
  plan: EnvironmentPlan,
  namespace: string,
  { name, roleArn = "" }: Link,
  absent: (kind: string) => ModelProblem,
  manifestAt: (address: string) => Manifest | undefined,
): ModelProblem[] {
  const account = serviceAccountsOf(plan).find(({ key }) => key === accountKey(namespace, name));
  if (!account) return [absent("ServiceAccount")];
  const written = text(account.annotations[ROLE_ANNOTATION] as string | undefined);
  return written === roleArn
    ? []
    : found(manifestAt(account.resource.address), [
        `its annotation ${ROLE_ANNOTATION} is ${written ?? "missing"}, expected ${roleArn}`,
      ]);
}

function serviceProblems(
  { ports }: Link,
  service: KubernetesObject<Specs["service"]>,
  pods: readonly Pods[],
): string[] {
  const port = servicePort(service, PORT_OF_SERVICE);
  const targets = port ? pods.flatMap((each) => podPort(each, targetOf(port))?.number ?? []) : [];
  return [
    ...(port ? [] : [`it has no port ${PORT_OF_SERVICE}, so the load balancer of all models is not updated`]),
    ...targets
      .filter((target) => !ports.includes(target))
      .map(
        (target) =>
          `its port ${PORT_OF_SERVICE} leads to ${target} of the pods, expected ${ports.join(", ")}`,
      ),
    ...Object.keys(service.annotations)
      .filter((key) => key.startsWith(ALB))
      .map((key) => `its annotation ${key} replaces that of the Ingress, which the file sets; remove it`),
  ];
}
