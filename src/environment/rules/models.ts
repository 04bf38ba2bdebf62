import { nlbServiceName } from "../model-names";
import { type EnvironmentConfig } from "../schema";
import { modelRule } from "./model";
import { type RuleProblem, allOf, forEach } from "../rule-problems";

/** Namespaces of the platform. */
const TAKEN_NAMESPACES = ["default", "amazon-cloudwatch", "aws-observability"];

/** Kubernetes reserves this prefix (Kubernetes documentation, "Namespaces", read 2026-11-20). */
const RESERVED_PREFIX = "kube-";

export function modelRules(config: EnvironmentConfig): RuleProblem[] {
  return allOf(
    () => namespaceRules(config),
    () => uniqueNames(config),
    () => uniquePaths(config),
    () => forEach(config.models, modelRule(config)),
  );
}

function namespaceRules({ namespace }: EnvironmentConfig): RuleProblem[] {
  return TAKEN_NAMESPACES.includes(namespace) || namespace.startsWith(RESERVED_PREFIX)
    ? [
        {
          path: ["namespace"],
          expected: `a namespace that Kubernetes and the platform do not use, without the prefix ${RESERVED_PREFIX}`,
          fix: "choose another name",
        },
      ]
    : [];
}

/** Names of other objects in the namespace. */
const TAKEN_NAMES = ["default", "default-deny", "all-models"];

function uniqueNames({ models, entry }: EnvironmentConfig): RuleProblem[] {
  const first = new Map<string, number>();
  const loadBalancers = new Set(
    entry.type === "nlb" ? forEach(models, ({ name }) => [nlbServiceName(name)]) : [],
  );
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
 * All models of an Ingress share one host, so each path belongs to one model, with or without a `/` at its end. With an NLB
 * for each model, paths can repeat.
 */
function uniquePaths({ models, entry }: EnvironmentConfig): RuleProblem[] {
  if (entry.type !== "ingress") return [];
  const first = new Map<string, { readonly index: number; readonly path: string }>();
  return forEach(models, (model, index) =>
    forEach(model.paths, (path, place) => {
      const claim = path.replace(/\/$/, "");
      const holder = first.get(claim);
      if (holder === undefined) {
        first.set(claim, { index, path });
        return [];
      }
      // `listRules` reports a path twice in one list.
      if (holder.index === index && holder.path === path) return [];
      return [
        {
          path: ["models", index, "paths", place],
          expected: `a path that ${models[holder.index]?.name} does not serve${holder.path === path ? "" : `; it serves ${holder.path}, which has the same requests`}`,
          fix: "give each model its own paths, because all models share one host",
        },
      ];
    }),
  );
}
