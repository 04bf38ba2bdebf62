import { type KubeflowPipelinesProgram, kubeflowPipelinesProgramsOf, runsOf } from "../model/programs";
import { KNOWN_VERSIONS } from "../facts/kubeflow-pipelines";
import { at, type Check, type Finding, notJudged, ruleOf } from "../../../checks/check";
import { OF_THE_FILE } from "../../../infrastructure/stated";
import { accountKey, rolesOf } from "../../../infrastructure/identity-roles";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { distinct } from "../../../base/lists";
import { limitsInNamespace } from "../../../infrastructure/kubernetes-pods";
import { resolveReferences } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const pipelineStepsNotJudged: Check = {
  ...ruleOf(TEXTS, "pipeline-steps-not-judged"),
  run: (plan) => [
    ...runsOf(plan).flatMap((runs) => foreignPolicies(plan, runs)),
    ...runsOf(plan).map(({ pods: { owner } }) => ({
      ...at(owner.resource),
      message: `not judged: the steps of runs in ${owner.namespace}${limitsInNamespace(plan, owner.namespace) || ", with any number of pods, since no quota limits them"}`,
      isNotJudged: true,
    })),
    ...kubeflowPipelinesProgramsOf(plan)
      .filter(({ facts, image }) => image.tag !== KNOWN_VERSIONS[facts.set])
      .map(({ facts, image, pods: { owner } }) => ({
        ...at(owner.resource),
        message: `not judged: ${image.text}, since the facts of ${facts.set} are those of ${KNOWN_VERSIONS[facts.set]}`,
        isNotJudged: true,
        fix: `use ${KNOWN_VERSIONS[facts.set]}, or compare the permissions and settings of the new version yourself and waive this check`,
      })),
  ],
};

/** Buckets and keys that the role of steps names, and no stack creates: their own policies decide too. */
function foreignPolicies(plan: EnvironmentPlan, { account }: KubeflowPipelinesProgram): Finding[] {
  const [role] = rolesOf(plan).trusting(accountKey(account.namespace, account.name));
  if (!role) return [];
  const written = role.statements
    .filter(({ sid = "" }) => OF_THE_FILE.test(sid))
    .flatMap(({ resources }) =>
      resources.map((value) => resolveReferences(plan, { layer: role.resource.layer, value })),
    );
  const buckets = distinct(written.flatMap((arn) => /^arn:[\w-]+:s3:::([^/]+)/.exec(arn)?.[1] ?? []));
  const keys = distinct(written.filter((arn) => /^arn:[\w-]+:kms:/.test(arn)));
  if (buckets.length === 0) return [];
  const ofKeys = keys.length === 0 ? "" : `, and of the key${keys.length > 1 ? "s" : ""} ${keys.join(", ")}`;
  return [
    notJudged(
      role.resource,
      `the policies of the bucket${buckets.length > 1 ? "s" : ""} ${buckets.join(", ")}${ofKeys}`,
      "their owners allow the role of steps, if they are in another account, and nothing denies it",
    ),
  ];
}
