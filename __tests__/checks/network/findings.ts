import { groupName } from "../../../src/infrastructure/network-rules";
import { type Check } from "../../../src/checks/check";
import { type Editable, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const referencePlans = ENVIRONMENTS.map((name) => ({ name, plan: environmentPlan(planOf(name)) }));

/** Findings of a check in the reference environments, as `environment address`. */
export const referenceFindings = (check: Check): string[] =>
  referencePlans.flatMap(({ name, plan }) =>
    foundBy(check, plan).map((line) => `${name} ${line.split(":", 1)[0]}`),
  );

/** Messages of a check at an address that an edit of the synthesized JSON causes, one on each line. */
export const newMessages = (check: Check, environment: string, address: string, edit: Edit): string =>
  newlyFound([check], environment, edit)
    .filter((line) => line.startsWith(`${check.id} ${address}: `))
    .map((line) => line.slice(`${check.id} ${address}: `.length))
    .join("\n");

/** The cluster security group, as messages name it. */
export const CLUSTER_GROUP = groupName("cluster/aws_eks_cluster.main");

export const ingress = (network: Editable): Editable =>
  network["resource"].aws_vpc_security_group_ingress_rule;
export const egress = (network: Editable): Editable => network["resource"].aws_vpc_security_group_egress_rule;
export const endpoints = (network: Editable): Editable => network["resource"].aws_vpc_endpoint;

export const policy = (models: Editable, name: string): Editable =>
  models["resource"].kubernetes_network_policy_v1[name].spec;

/** Changes the statements of the S3 endpoint's policy: image layers, packages, model files. */
export function editS3Policy(network: Editable, edit: (statements: Editable) => void): void {
  const document = JSON.parse(endpoints(network)["s3"].policy) as Editable;
  edit(document["Statement"]);
  endpoints(network)["s3"].policy = JSON.stringify(document);
}
