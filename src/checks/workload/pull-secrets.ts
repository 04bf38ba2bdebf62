import { text } from "../../terraform/stack-json";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import { pulledImages } from "../../infrastructure/kubernetes-images";
import { type KubernetesObject, type Pods, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { items } from "../../infrastructure/kubernetes-api";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const pullSecrets: Check = {
  ...ruleOf(TEXTS, "pull-secrets"),
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, pods.owner.title, ofPods(plan, pods)),
    ),
    ...objectsOf(plan)
      .ofKind("service_account")
      .flatMap((account) => combinedFinding(account.resource, account.title, ofAccount(plan, account))),
  ],
};

const nameIn = ({ name }: { readonly name?: string }): string => text(name) ?? "a Secret without a name";

const ofPods = (plan: EnvironmentPlan, pods: Pods): string[] =>
  isFromEcr(plan, pods)
    ? items(pods.spec.imagePullSecrets).map(
        (secret) =>
          `imagePullSecrets names ${nameIn(secret)}, and nodes pull its images from ECR with their role`,
      )
    : [];

function ofAccount(plan: EnvironmentPlan, { api, namespace, name }: KubernetesObject): string[] {
  const users = objectsOf(plan).pods.filter(
    (pods) => pods.owner.namespace === namespace && accountOf(plan, pods) === name,
  );
  const fromEcr = users.length > 0 && users.every((pods) => isFromEcr(plan, pods));
  return [
    ...items(api.imagePullSecrets)
      .filter(() => fromEcr)
      .map(
        (secret) =>
          `imagePullSecrets names ${nameIn(secret)}, and nodes pull the images of its pods from ECR with their role`,
      ),
    ...items(api.secrets).map((secret) => `secrets names ${nameIn(secret)}: a token in a Secret never ends`),
  ];
}

/** Whether all images of pods are in private registries of ECR. */
const isFromEcr = (plan: EnvironmentPlan, { owner }: Pods): boolean =>
  pulledImages(plan)
    .filter(({ resource }) => resource === owner.resource)
    .every(({ image }) => image.ecr !== undefined);
