import { isTrue, number, text } from "../../terraform/stack-json";
import { namedBy } from "../../infrastructure/kubernetes-pods";
import { type KubernetesObject, type Pods, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Stated } from "../../infrastructure/stated";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

type StatedPriority = NonNullable<Stated["priority"]>;

export const priorityClasses: Check = {
  ...ruleOf(TEXTS, "priority-classes"),
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name);
    const models = modelsIn(plan, stated);
    return [
      ...models.flatMap((pods) =>
        combinedFinding(pods.owner.resource, pods.owner.title, ofModel(plan, pods, stated)),
      ),
      ...objectsOf(plan)
        .ofKind("priority_class")
        .flatMap((each) =>
          combinedFinding(each.resource, each.title, [
            ...(stated.priority && models.some((pods) => classOf(plan, pods) === each.name)
              ? valueProblems(each, stated.priority)
              : []),
            ...defaultProblems(plan, each),
          ]),
        ),
    ];
  },
};

/** The pods of the models that the file states. */
const modelsIn = (plan: EnvironmentPlan, { programs }: Stated): readonly Pods[] =>
  objectsOf(plan).pods.filter(
    ({ owner }) =>
      owner.kind === "deployment" && owner.resource.layer === "models" && programs?.has(owner.programName),
  );

const classOf = (plan: EnvironmentPlan, pods: Pods): string | undefined =>
  namedBy(plan, pods, pods.spec.priorityClassName);

function ofModel(plan: EnvironmentPlan, pods: Pods, { priority }: Stated): string[] {
  const found = classOf(plan, pods);
  const expected = `models-${pods.owner.namespace}`;
  if (priority === undefined)
    return found === undefined
      ? []
      : [`its pods have the priority class ${found}, and the file has no podPriority`];
  return found === expected
    ? []
    : [
        `its pods have ${found ? `the priority class ${found}` : "no priority class"}, expected ${expected} of podPriority`,
      ];
}

/** Priority of pods whose class names no value, and policy of a class that names none. */
const valueIn = ({ api }: KubernetesObject): number => number(api.value) ?? 0;
const policyIn = ({ api }: KubernetesObject): string => text(api.preemptionPolicy) ?? "PreemptLowerPriority";

const valueProblems = (each: KubernetesObject, { value, preemptionPolicy }: StatedPriority): string[] => [
  ...(valueIn(each) === value ? [] : [`its value is ${valueIn(each)}, expected ${value} of podPriority`]),
  ...(policyIn(each) === preemptionPolicy
    ? []
    : [`its preemptionPolicy is ${policyIn(each)}, expected ${preemptionPolicy} of podPriority`]),
];

/** Pods without a class get the default, except those that exist already. */
function defaultProblems(plan: EnvironmentPlan, each: KubernetesObject): string[] {
  if (!isTrue(each.api.globalDefault)) return [];
  const value = valueIn(each);
  const named = new Set(objectsOf(plan).pods.map((pods) => classOf(plan, pods)));
  const behind = objectsOf(plan)
    .ofKind("priority_class")
    .filter((other) => named.has(other.name) && valueIn(other) <= value)
    .map(({ name }) => name);
  return [
    ...(behind.length === 0
      ? []
      : [
          `it is the default of all pods, so every pod without a class comes before or beside the pods of ${behind.join(", ")}`,
        ]),
    ...(value > 0 && policyIn(each) !== "Never"
      ? [
          `it is the default of all pods and its preemptionPolicy is ${policyIn(each)}, so each new pod without a class evicts running pods of lower priority`,
        ]
      : []),
  ];
}
