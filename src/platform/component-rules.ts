import { SHARED_NAMESPACE } from "../environment/chart-values";
import { type RuleProblem, allOf, forEachValue } from "../environment/rule-problems";
import { type EnvironmentConfig } from "../environment/schema";
import { type AnyComponent } from "./contract";
import { createdNamespaces } from "./created-namespaces";
import { requirementRules } from "./rules/requirements";

/** Rules between the charts and components of a file and the parts of the platform. */
export const componentRules = (
  config: EnvironmentConfig,
  components: readonly AnyComponent[],
): RuleProblem[] =>
  allOf(
    () => ownChartRules(config, components),
    () => requirementRules(config, components),
  );

/** Charts that a part installs, and names that a part has, are refused. */
const ownChartRules = (
  { charts = {} }: EnvironmentConfig,
  components: readonly AnyComponent[],
): RuleProblem[] =>
  forEachValue(charts, (name, { namespace = name }) => {
    const installing = components.find(
      ({ id, charts: own = [] }) => id === name || own.some((chart) => chart.name === name),
    );
    if (installing)
      return [
        {
          path: ["charts", name],
          got: name,
          expected: "a chart that no part of the platform installs",
          fix: `remove it; ${installing.settings ? `components.${installing.id}` : installing.title} installs it`,
        },
      ];
    const owner = components.find((each) => createdNamespaces(each).includes(namespace));
    return owner
      ? [
          {
            path: ["charts", name, "namespace"],
            got: namespace,
            expected: `a namespace of its own, or ${SHARED_NAMESPACE}`,
            fix: `choose another namespace: ${namespace} is of ${owner.title}`,
          },
        ]
      : [];
  });
