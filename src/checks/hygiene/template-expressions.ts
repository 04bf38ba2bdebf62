import { groupBy, memoizePerPlan } from "../../analysis/blocks";
import { objectsOf } from "../../analysis/kubernetes/objects";
import { type Names } from "../../analysis/texts/expression-names";
import { type TemplatedText, templatedTextsOf } from "../../analysis/texts/templated-texts";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";
import { MACHINE_FUNCTIONS } from "./machine-functions";

export const templateExpressions: Check = {
  id: "template-expressions",
  severity: "error",
  title: "Terraform evaluates only references and functions that this program writes, and no text of a user",
  why: "what a user wrote has to arrive as written; as a template it arrives as something else, or stops every plan",
  fix: "write the mark of a template in a text as $${ or %%{",
  source: "Terraform documentation, JSON configuration syntax: expression mapping (read 2026-11-20)",
  run: (plan) => {
    const problems = templatedTextsOf(plan).flatMap((text) =>
      problemsOf(plan, text).map((problem) => ({ ...text, problem })),
    );
    const byAddress = groupBy(problems, ({ layer, address }) => `${layer} ${address}`);
    return [...byAddress.values()].flatMap((found) => {
      const [first] = found;
      const messages = [...new Set(found.map(({ path, problem }) => `${path} ${problem}`))];
      return first ? [{ layer: first.layer, address: first.address, message: messages.join("; ") }] : [];
    });
  },
};

/** Functions in the expressions that stacks and constructs write; each depends on its arguments alone. */
const FUNCTIONS = [
  "anytrue",
  "base64decode",
  "coalesce",
  "contains",
  "element",
  "endswith",
  "join",
  "length",
  "lookup",
  "one",
  "replace",
  "setsubtract",
  "sort",
  "split",
  "startswith",
  "strcontains",
  "tolist",
  "tonumber",
  "toset",
  "try",
];

/** What references begin with, besides types of resources. */
const ROOTS = ["count", "data", "each", "local", "path", "self", "var"];

const RESOURCE_TYPE = /^(aws|helm|kubernetes)_[a-z0-9_]+$/;

function problemsOf(plan: EnvironmentPlan, text: TemplatedText): string[] {
  if (isPlain(plan, text)) return ["is text, and holds a template"];
  return [
    ...text.directives.map((directive) => `holds the directive %{${directive}}`),
    ...text.expressions.flatMap(({ source, names }) => expressionProblems(text.path, source, names)),
  ];
}

function expressionProblems(path: string, source: string, { functions, roots, paths }: Names): string[] {
  const strange = functions.filter(
    (name) => !FUNCTIONS.includes(name) && !MACHINE_FUNCTIONS.includes(name) && !name.includes("::"),
  );
  const unknown = roots.filter(
    (root) => !ROOTS.includes(root) && !RESOURCE_TYPE.test(root) && !isIterator(path, root),
  );
  return [
    ...strange.map((name) => `calls ${name}()`),
    ...unknown.map((root) => `names ${root}, which is no resource, data source, local value or variable`),
    ...paths.filter((each) => each !== "module").map((each) => `names path.${each}, a path of the machine`),
    ...(functions.length === 0 && roots.length === 0 ? [`holds \${${source}}, which names nothing`] : []),
  ];
}

/** The variable of a dynamic block is called like the block. */
const isIterator = (path: string, root: string): boolean => path.includes(`.dynamic.${root}.`);

/** Keys under which only text stands. */
const TEXT_KEYS = ["description", "tags", "labels"];

function isPlain(plan: EnvironmentPlan, { layer, address, path }: TemplatedText): boolean {
  const keys = path.split(".");
  return (
    keys.some((key) => TEXT_KEYS.includes(key)) ||
    (keys[0] === "data" && mapsOfPods(plan).has(`${layer}/${address}`))
  );
}

/** ConfigMaps beside pods: their values are what a user wrote. */
const mapsOfPods = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<string> => {
  const running = new Set(objectsOf(plan).pods.map(({ owner }) => owner.namespace));
  return new Set(
    objectsOf(plan)
      .ofKind("config_map")
      .filter(({ namespace }) => running.has(namespace))
      .map(({ resource }) => `${resource.layer}/${resource.address}`),
  );
});
