import { text } from "../../../terraform/stack-json";
import { variablesOf } from "../../../infrastructure/kubernetes-pods";
import { type DeployedProgram } from "../model/programs";
import { KEY_VARIABLES, REQUIRED_VARIABLES } from "../facts/pipeline-settings";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { items } from "../../../infrastructure/kubernetes-api";

/** Settings without which the API server stops, and keys that a role replaces. */
export function settingProblems(plan: EnvironmentPlan, { kind, pods }: DeployedProgram): string[] {
  const variables = variablesOf(plan, pods);
  const { namespace } = pods.owner;
  // An empty key is none: the API server and the user interface then ask for those of their role.
  const keys = pods.containers.flatMap(({ config }) =>
    items(config.env).filter(({ name, value }) => KEY_VARIABLES.includes(text(name) ?? "") && value !== ""),
  );
  return [
    ...keys.map(({ name }) => `it has the variable ${String(name)}, and its role replaces keys`),
    ...(kind === "API server"
      ? [
          ...REQUIRED_VARIABLES.filter((name) => (variables[name] ?? "") === "").map(
            (name) => `it has no ${name}`,
          ),
          // Steps call the servers in the namespace that the API server writes into them.
          ...(variables["POD_NAMESPACE"] === undefined || variables["POD_NAMESPACE"] === namespace
            ? []
            : [`POD_NAMESPACE is ${variables["POD_NAMESPACE"]}, expected ${namespace}`]),
        ]
      : []),
  ];
}
