import { NAMES_IN_NAMESPACE } from "./names";
import { type ArgoCdSettings, type GitModel } from "./settings";
import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

const PATH = ["components", "argo-cd", "models"];

/** Names, files and paths of models in Git are those of no other model. */
export const modelsOfGitRules = (
  { models }: ArgoCdSettings,
  config: EnvironmentConfig,
): readonly RuleProblem[] =>
  Object.entries(models).flatMap(([name, model], index) => {
    const others = [...claimsOfFile(config), ...claimsOfGit(models).slice(0, index)];
    return [
      ...nameRules(name, config),
      ...pathRules(name, model, others, config),
      ...prefixRules(name, model, others),
    ];
  });

/** Paths and files that a model shares with no other one. */
interface Claims {
  readonly name: string;
  readonly paths: readonly string[];
  readonly prefixes: readonly string[];
}

const claimsOfFile = ({ models }: EnvironmentConfig): Claims[] =>
  models.map(({ name, paths, bucketPrefix = `${name}/` }) => ({ name, paths, prefixes: [bucketPrefix] }));

const claimsOfGit = (models: ArgoCdSettings["models"]): Claims[] =>
  Object.entries(models).map(([name, { paths, bucketPrefix }]) => ({
    name,
    paths,
    prefixes: bucketPrefix === undefined ? [] : [bucketPrefix],
  }));

function nameRules(name: string, { models }: EnvironmentConfig): RuleProblem[] {
  const path = [...PATH, name];
  if (models.some((model) => model.name === name))
    return [
      {
        path,
        got: `${name}, a model of the file`,
        expected: "a name that no model of the file has",
        fix: "rename it here and in Git, or remove it from models",
      },
    ];
  return NAMES_IN_NAMESPACE.includes(name)
    ? [
        {
          path,
          got: `${name}, the name of another object in the namespace`,
          expected: "a name of its own",
          fix: "rename it here and in Git",
        },
      ]
    : [];
}

const WITHOUT_INGRESS: Readonly<Record<string, string>> = {
  nlb: "each model of the file has an NLB of its own",
  none: "the environment has no load balancer",
  "terraform-alb": "the load balancer has one target group",
  "existing-alb": "the load balancer has one target group",
};

function pathRules(
  name: string,
  { paths }: GitModel,
  others: readonly Claims[],
  { entry }: EnvironmentConfig,
): RuleProblem[] {
  const path = [...PATH, name, "paths"];
  const got = WITHOUT_INGRESS[entry.type];
  if (got !== undefined && paths.length > 0)
    return [
      {
        path,
        got: `paths where ${got}`,
        expected: "entry.type ingress, whose load balancer Ingresses share",
        fix: "set entry.type: ingress, or remove paths",
      },
    ];
  return paths.flatMap((own, index) => {
    const found = first(others, (other) =>
      other.paths.find((each) => areNested(segment(own), segment(each))),
    );
    if (!found) return [];
    const isBelow = segment(own).startsWith(segment(found.claim));
    return [
      {
        path: [...path, index],
        got: isBelow
          ? `${own}, which ${found.name} serves with ${found.claim}`
          : `${own}, which is above ${found.claim} of ${found.name}`,
        // Rules of several Ingresses have the order of their names, and not that of their lengths.
        expected: "a path that is not above or below that of another model",
        fix: "choose another path",
      },
    ];
  });
}

const prefixRules = (name: string, { bucketPrefix }: GitModel, others: readonly Claims[]): RuleProblem[] => {
  if (bucketPrefix === undefined) return [];
  const found = first(others, ({ prefixes }) => prefixes.find((each) => areNested(bucketPrefix, each)));
  return found
    ? [
        {
          path: [...PATH, name, "bucketPrefix"],
          got: `${bucketPrefix}, of which ${found.name} reads ${found.claim}`,
          expected: "a prefix that is not above or below that of another model",
          fix: "choose another prefix",
        },
      ]
    : [];
};

/** The first claim that a condition finds, with the model that has it. */
const first = (
  all: readonly Claims[],
  find: (claims: Claims) => string | undefined,
): { readonly name: string; readonly claim: string } | undefined =>
  all.flatMap((each) => {
    const claim = find(each);
    return claim === undefined ? [] : [{ name: each.name, claim }];
  })[0];

/** A path with a `/` at its end, so that `/a` is not above `/ab`. */
const segment = (path: string): string => path.replace(/\/*$/, "/");

const areNested = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
