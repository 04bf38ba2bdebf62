import { texts as TEXTS } from "./texts.json";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem } from "./key-problem";
import { permissionRules } from "./permissions";
import { SHARED_NAMESPACE } from "../chart-values";
import { type RuleProblem, allOf, forEach, forEachValue } from "../rule-problems";
import { type OwnChart } from "../schema/charts";

/** Namespaces that each cluster has, without `kube-system` (Kubernetes documentation, "Namespaces", read 2026-11-26). */
const INITIAL_NAMESPACES: readonly string[] = ["default", "kube-node-lease", "kube-public"];

/** Rules on the charts of the file. `parts/own-charts.ts` has those that need the parts. */
export const chartRules = (config: EnvironmentConfig): RuleProblem[] =>
  forEachValue(config.charts ?? {}, (name, chart) =>
    allOf(
      () => namespaceRules(name, chart, config),
      () => levelRules(chart),
      () => imageRules(chart),
      () => roleRules(chart, config),
    ).map(({ key, ...problem }) => ({ path: ["charts", name, ...key], ...problem })),
  );

function namespaceRules(
  name: string,
  { namespace = name }: OwnChart,
  config: EnvironmentConfig,
): KeyProblem[] {
  if (namespace === SHARED_NAMESPACE) return [];
  const others = Object.entries(config.charts ?? {}).filter(([each]) => each < name);
  const taken = [
    config.namespace,
    ...INITIAL_NAMESPACES,
    ...others.map(([each, chart]) => chart.namespace ?? each),
  ];
  return taken.includes(namespace)
    ? [
        {
          key: ["namespace"],
          got: namespace,
          expected: `a namespace of its own, or ${SHARED_NAMESPACE}`,
          fix: "choose another namespace, which Terraform makes",
        },
      ]
    : [];
}

function levelRules({ namespace, podSecurity, reason }: OwnChart): KeyProblem[] {
  if (namespace === SHARED_NAMESPACE && podSecurity !== undefined)
    return [
      {
        key: ["podSecurity"],
        expected: `none in ${SHARED_NAMESPACE}, which exists without a level`,
        fix: "remove podSecurity, or choose a namespace of its own",
      },
    ];
  if (podSecurity === "privileged" && reason === undefined) return [TEXTS.chartsPodSecurity];
  return reason !== undefined && podSecurity !== "privileged"
    ? [{ key: ["reason"], expected: "no reason without podSecurity: privileged", fix: "remove reason" }]
    : [];
}

/** Two images cannot be in one value, and one cannot be in the value of another. */
const imageRules = ({ images }: OwnChart): KeyProblem[] =>
  forEach(images, ({ value }, index) => {
    const above = images
      .slice(0, index)
      .find((each) => `${each.value}.`.startsWith(`${value}.`) || `${value}.`.startsWith(`${each.value}.`));
    return above
      ? [
          {
            key: ["images", index, "value"],
            expected: `another value than ${above.value}, which an entry above has`,
            fix: "copy the path of this image from values.yaml of the chart",
          },
        ]
      : [];
  });

const roleRules = ({ role }: OwnChart, config: EnvironmentConfig): KeyProblem[] =>
  role
    ? permissionRules(role, config).map(({ key, ...problem }) => ({ key: ["role", ...key], ...problem }))
    : [];
