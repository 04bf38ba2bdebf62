import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type Check, ruleOf } from "../check";
import { MACHINE_FUNCTIONS } from "./machine-functions";
import { groupBy } from "../../base/group-by";
import emitted from "./emitted-functions.json";
import { stackTexts } from "../../infrastructure/text-in-stacks";
import TEXTS from "./texts.json";

type TemplatedText = ReturnType<typeof stackTexts>["templated"][number];

export const templateExpressions: Check = {
  ...ruleOf(TEXTS, "template-expressions"),
  run: (plan) => {
    const problems = stackTexts(plan)
      .templated.filter((text) => !isWrittenByOwner(plan, text))
      .flatMap((text) => problemsOf(plan, text).map((problem) => ({ ...text, problem })));
    const byAddress = groupBy(problems, ({ layer, address }) => `${layer} ${address}`);
    return [...byAddress.values()].flatMap((found) => {
      const [first] = found;
      const messages = [...new Set(found.map(({ path, problem }) => `${path} ${problem}`))];
      return first ? [{ layer: first.layer, address: first.address, message: messages.join("; ") }] : [];
    });
  },
};

/** Expressions in own Terraform files are meant as such. */
const isWrittenByOwner = (plan: EnvironmentPlan, { layer, address }: TemplatedText): boolean =>
  isOwn(plan, { layer, address: address.replace(/^locals\./, "local.").replace(/^variable\./, "var.") });

/** Functions in the expressions that stacks and constructs write; each depends on its arguments alone. */
const FUNCTIONS: readonly string[] = emitted.functions;

/** First words of references, besides resource types. */
const ROOTS = ["count", "data", "each", "local", "path", "self", "var"];

const RESOURCE_TYPE = /^(aws|helm|kubernetes)_[a-z0-9_]+$/;

function problemsOf(plan: EnvironmentPlan, text: TemplatedText): string[] {
  if (isPlain(plan, text)) return ["is plain text, but contains a template"];
  return [
    ...text.directives.map((directive) => `contains the directive %{${directive}}`),
    ...text.expressions.flatMap(({ source, names }) => expressionProblems(text.path, source, names)),
  ];
}

function expressionProblems(
  path: string,
  source: string,
  { functions, roots, paths }: TemplatedText["expressions"][number]["names"],
): string[] {
  const strange = functions.filter(
    (name) => !FUNCTIONS.includes(name) && !MACHINE_FUNCTIONS.includes(name) && !name.includes("::"),
  );
  const unknown = roots.filter(
    (root) => !ROOTS.includes(root) && !RESOURCE_TYPE.test(root) && !isIterator(path, root),
  );
  return [
    ...strange.map((name) => `calls ${name}()`),
    ...unknown.map(
      (root) => `references ${root}, which is not a resource, data source, local value or variable`,
    ),
    ...paths
      .filter((each) => each !== "module")
      .map((each) => `references path.${each}, a path of the machine`),
    ...(functions.length === 0 && roots.length === 0
      ? [`contains \${${source}}, which references nothing`]
      : []),
  ];
}

/** True for the iterator of a dynamic block, which has the name of the block. */
const isIterator = (path: string, root: string): boolean => path.includes(`.dynamic.${root}.`);

/** Keys whose values are plain text. */
const TEXT_KEYS = ["description", "tags", "labels"];

function isPlain(plan: EnvironmentPlan, { layer, address, path }: TemplatedText): boolean {
  const keys = path.split(".");
  return (
    keys.some((key) => TEXT_KEYS.includes(key)) ||
    (keys[0] === "data" && mapsOfPods(plan).has(`${layer}/${address}`))
  );
}

/** ConfigMaps in namespaces with pods: their values are user text. */
const mapsOfPods = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<string> => {
  const running = new Set(objectsOf(plan).pods.map(({ owner }) => owner.namespace));
  return new Set(
    objectsOf(plan)
      .ofKind("config_map")
      .filter(({ namespace }) => running.has(namespace))
      .map(({ resource }) => `${resource.layer}/${resource.address}`),
  );
});
