import { ingressPaths } from "../../../infrastructure/network-entries";
import { type KubernetesObject, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { items, type Specs } from "../../../infrastructure/kubernetes-api";
import { identitiesOf } from "../../../infrastructure/identities";
import { type Role, rolesOf, trustedAccounts } from "../../../infrastructure/identity-roles";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { LABEL_OF_MODEL } from "../facts";
import { namespacesOfArgoCd } from "./applications";
import { number } from "../../../terraform/stack-json";
import { ALB } from "../../../evidence/load-balancers";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";

/** A role that a service account in Git assumes. */
export interface RoleOfGit {
  readonly role: Role;
  readonly namespace: string;
  /** Name of the service account, and of the model. */
  readonly model: string;
  readonly arn: string;
}

export const rolesOfGit = memoizePerPlan((plan: EnvironmentPlan): readonly RoleOfGit[] => {
  const namespaces = namespacesOfArgoCd(plan);
  return rolesOf(plan).all.flatMap((role) => {
    const arn = identitiesOf(plan).all.find(({ resource }) => resource === role.resource)?.arn ?? "";
    return trustedAccounts(role.trust).flatMap((account) => {
      const [namespace = "", model = ""] = account.split(":");
      return namespaces.has(namespace) ? [{ role, namespace, model, arn }] : [];
    });
  });
});

/** An Ingress whose Services are in Git. */
export interface IngressOfGit {
  readonly ingress: KubernetesObject<Specs["ingress"]>;
  readonly paths: ReturnType<typeof ingressPaths>;
  /** Path that the health checks of its target groups request. */
  readonly healthPath: string;
}

export const ingressesOfGit = memoizePerPlan((plan: EnvironmentPlan): readonly IngressOfGit[] =>
  objectsOf(plan)
    .ofKind("ingress")
    .filter(({ namespace }) => namespacesOfArgoCd(plan).has(namespace))
    .map((ingress) => ({
      ingress,
      paths: ingressPaths(ingress),
      healthPath: ingress.annotations[`${ALB}healthcheck-path`] ?? "/",
    })),
);

/** Ports of the pods of a model in Git that its network policy opens. */
export const openPorts = (plan: EnvironmentPlan, namespace: string, model: string): readonly number[] =>
  objectsOf(plan)
    .ofKind("network_policy")
    .filter(
      (each) =>
        each.namespace === namespace &&
        labelsOf(each.spec.podSelector?.matchLabels)[LABEL_OF_MODEL] === model,
    )
    .flatMap(({ spec }) => items(spec.ingress).flatMap((rule) => items(rule.ports)))
    .flatMap(({ port }) => number(port) ?? []);
