import { accountsWith } from "../../../infrastructure/identity-rbac";
import { type KubernetesObject, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type KubeflowPipelinesProgram, kubeflowPipelinesProgramsOf, runsOf } from "../model/programs";
import { type Right, RIGHTS } from "../facts/pipeline-rights";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { type AccessRule, items } from "../../../infrastructure/kubernetes-api";
import { isFalse, texts } from "../../../terraform/stack-json";
import TEXTS from "./texts.json";

export const pipelineRights: Check = {
  ...ruleOf(TEXTS, "pipeline-rights"),
  run: (plan) => [
    ...[...kubeflowPipelinesProgramsOf(plan), ...runsOf(plan)].flatMap((program) => findings(plan, program)),
    ...runsOf(plan).flatMap((runs) => tokenFindings(plan, runs)),
  ],
};

function findings(plan: EnvironmentPlan, { kind, account, pods }: KubeflowPipelinesProgram): Finding[] {
  const roles = objectsOf(plan)
    .ofKind("role")
    .filter((role) => role.namespace === account.namespace)
    .filter((role) =>
      accountsWith(plan, role).some(
        ({ namespace, name }) => namespace === account.namespace && name === account.name,
      ),
    );
  const held = roles.flatMap(heldRights);
  const wanted = RIGHTS[kind].flatMap(eachVerb);
  const missing = wanted.filter((each) => !held.some((right) => covers(right, each)));
  const excess = held.filter((right) => !wanted.some((each) => isSame(right, each)));
  return combinedFinding((roles[0] ?? pods.owner).resource, `rights of ${account.name}`, [
    ...inWords(missing).map((words) => `missing ${words}`),
    ...inWords(excess).map((words) => `not needed: ${words}`),
  ]);
}

/** One verb on one kind of object. */
interface VerbRight {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** @default - every object */
  readonly name?: string;
}

const eachVerb = ({ verbs, ...right }: Right): VerbRight[] => verbs.map((verb) => ({ ...right, verb }));

const heldRights = ({ api }: KubernetesObject): VerbRight[] => items(api.rules).flatMap(rightsOfRule);

function rightsOfRule(rule: AccessRule): VerbRight[] {
  const [groups = [], resources = [], verbs = []] = [rule.apiGroups, rule.resources, rule.verbs].map(texts);
  const names = texts(rule.resourceNames);
  const objects = names.length === 0 ? [{}] : names.map((name) => ({ name }));
  return groups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) => objects.map((object) => ({ group, resource, verb, ...object }))),
    ),
  );
}

const covers = (held: VerbRight, wanted: VerbRight): boolean =>
  (["group", "resource", "verb"] as const).every((key) => held[key] === "*" || held[key] === wanted[key]) &&
  (held.name === undefined || held.name === wanted.name);

const isSame = (a: VerbRight, b: VerbRight): boolean =>
  (["group", "resource", "verb", "name"] as const).every((key) => a[key] === b[key]);

/** Rights by kind of object: `get, list on workflows of argoproj.io`. */
function inWords(rights: readonly VerbRight[]): string[] {
  const byObject = new Map<string, Set<string>>();
  for (const { group, resource, verb, name } of rights) {
    const object = `${resource}${group === "" ? "" : ` of ${group}`}${name === undefined ? "" : ` named ${name}`}`;
    byObject.set(object, (byObject.get(object) ?? new Set()).add(verb));
  }
  return [...byObject].map(([object, verbs]) => `${[...verbs].join(", ")} on ${object}`);
}

/** No stack has the pods of runs, so their service account decides about the token. */
function tokenFindings(plan: EnvironmentPlan, { account, pods }: KubeflowPipelinesProgram): Finding[] {
  const object = objectsOf(plan).find("service_account", account.namespace, account.name);
  if (!object)
    return combinedFinding(pods.owner.resource, `service account ${account.name} of runs`, [
      `it does not exist in ${account.namespace}`,
    ]);
  return combinedFinding(
    object.resource,
    `service account ${account.name} of runs`,
    isFalse(object.api.automountServiceAccountToken)
      ? ["automountServiceAccountToken is false, so pods of runs have no token"]
      : [],
  );
}
