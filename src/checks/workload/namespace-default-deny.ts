import { texts } from "../../terraform/stack-json";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { items, type LabelSelector } from "../../infrastructure/kubernetes-api";
import {
  type KubernetesObject,
  matchLabels,
  objectsOf,
  titleOf,
} from "../../infrastructure/kubernetes-objects";
import { own } from "../../base/own";
import { CONNECTIONS_OF_PARTS } from "../../evidence/connections-of-parts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";
import { guardedNamespaces, objectsIn } from "./namespaces";

export const namespaceDefaultDeny: Check = {
  id: "namespace-default-deny",
  severity: "error",
  title: "namespaces with pods deny all ingress and egress that no policy allows",
  why: "a pod that no policy selects accepts and sends all traffic",
  fix: "add a NetworkPolicy with an empty podSelector, both policy types and no rules",
  source: "Kubernetes documentation, Network Policies: default policies (read 2026-11-20)",
  stricterThan: ["non-isolated-pod", "CIS EKS 4.3.2", "C-0260"],
  run: (plan) =>
    closedNamespaces(plan).flatMap((namespace) => {
      const closing = objectsIn(plan, "network_policy", namespace).filter(({ spec }) =>
        isEmpty(spec.podSelector),
      );
      const closed = (type: string, rules: "egress" | "ingress") =>
        closing.some(({ spec }) => texts(spec.policyTypes).includes(type) && items(spec[rules]).length === 0);
      return combinedFinding(namespace.resource, titleOf(namespace), [
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
  selector !== undefined &&
  Object.keys(matchLabels(selector)).length === 0 &&
  items(selector.matchExpressions).length === 0;
