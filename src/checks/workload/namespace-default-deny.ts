import { labelSelectors } from "../label-selectors";
import { texts } from "../../terraform/stack-json";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { items, type LabelSelector } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { own } from "../../base/own";
import { CONNECTIONS_OF_PARTS } from "../../evidence/connections-of-parts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { guardedNamespaces, objectsOfKind } from "./namespaces";
import TEXTS from "./texts.json";

export const namespaceDefaultDeny: Check = {
  ...ruleOf(TEXTS, "namespace-default-deny"),
  run: (plan) =>
    closedNamespaces(plan).flatMap((namespace) => {
      const closing = objectsOfKind(plan, "network_policy", namespace).filter(({ spec }) =>
        isEmpty(spec.podSelector),
      );
      const closed = (type: string, rules: "egress" | "ingress") =>
        closing.some(({ spec }) => texts(spec.policyTypes).includes(type) && items(spec[rules]).length === 0);
      return combinedFinding(namespace.resource, namespace.title, [
        ...(closed("Ingress", "ingress") ? [] : ["no policy denies ingress by default"]),
        ...(closed("Egress", "egress") ? [] : ["no policy denies egress by default"]),
        ...closing
          .filter(({ spec }) => [...items(spec.ingress), ...items(spec.egress)].length > 0)
          .map(({ name }) => `policy ${name} allows traffic of every pod`),
      ]);
    }),
};

/** Namespaces of this environment with pods whose connections are known: those of Terraform, and of some charts. */
function closedNamespaces(plan: EnvironmentPlan): KubernetesObject[] {
  const known = new Set(
    helmReleasesOf(plan)
      .filter(({ chart, local }) => !local && own(CONNECTIONS_OF_PARTS, chart) !== undefined)
      .map(({ namespace }) => namespace),
  );
  const created = objectsOf(plan).ofKind("namespace");
  return [...new Set([...guardedNamespaces(plan), ...created.filter(({ name }) => known.has(name))])];
}

const isEmpty = (selector: LabelSelector | undefined): boolean =>
  selector !== undefined && labelSelectors.isEmpty(selector);
