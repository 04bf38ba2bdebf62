import { type RuleProblem } from "../loader/load";
import { allOf, forEach } from "../loader/refused-values";
import { type EnvironmentConfig } from "../schema";
import { modelRule } from "./model";

/** Namespaces of Kubernetes and of the platform. */
const TAKEN_NAMESPACES = [
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
  "amazon-cloudwatch",
  "aws-observability",
];

export function modelRules(config: EnvironmentConfig): RuleProblem[] {
  return allOf(
    () => namespaceRules(config),
    () => uniqueNames(config),
    () => uniquePaths(config),
    () => forEach(config.models, modelRule(config)),
  );
}

function namespaceRules({ namespace }: EnvironmentConfig): RuleProblem[] {
  return TAKEN_NAMESPACES.includes(namespace)
    ? [
        {
          path: ["namespace"],
          expected: "a namespace that Kubernetes and the platform do not use",
          fix: "choose another name",
        },
      ]
    : [];
}

/** Names of other objects in the namespace. */
const TAKEN_NAMES = ["default", "default-deny", "all-models"];

function uniqueNames({ models, entry }: EnvironmentConfig): RuleProblem[] {
  const first = new Map<string, number>();
  const loadBalancers = new Set(entry.type === "nlb" ? models.map(({ name }) => `${name}-nlb`) : []);
  return forEach(models, ({ name }, index) => {
    if (TAKEN_NAMES.includes(name) || loadBalancers.has(name)) {
      return [
        {
          path: ["models", index, "name"],
          expected: "a name that no other object in the namespace has",
          fix: "rename the model",
        },
      ];
    }
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    return [
      {
        path: ["models", index, "name"],
        expected: `a name other than that of models[${earlier}]`,
        fix: "rename one of them",
      },
    ];
  });
}

/**
 * All models of an Ingress share one host, so each path belongs to one model. With an NLB for each model, paths can
 * repeat.
 */
function uniquePaths({ models, entry }: EnvironmentConfig): RuleProblem[] {
  if (entry.type !== "ingress") return [];
  const first = new Map<string, string>();
  return forEach(models, (model, index) =>
    forEach(model.paths, (path, place) => {
      const holder = first.get(path);
      if (holder === undefined) {
        first.set(path, model.name);
        return [];
      }
      return [
        {
          path: ["models", index, "paths", place],
          expected: `a path that ${holder} does not serve`,
          fix: "give each model its own paths, because all models share one host",
        },
      ];
    }),
  );
}
