import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  memoizePerPlan,
} from "../../../terraform/environment-plan";
import { asArray, asObject, type Json, type JsonObject, text, texts } from "../../../terraform/stack-json";
import { groupBy } from "../../../base/group-by";
import { type HelmRelease, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { wholePattern } from "./whole-pattern";

/** A topic that a receiver of Alertmanager publishes to. */
export interface SnsTarget {
  readonly topic: InLayer;
  readonly region: string | undefined;
}

export type AlertLabels = Readonly<Record<string, string>>;

/** Configuration of Alertmanager in the values of a release. */
export class AlertRoutes {
  private readonly config: JsonObject;

  constructor(readonly release: HelmRelease) {
    this.config = asObject(asObject(release.values["alertmanager"])["config"]);
  }

  /** Topics of all receivers. */
  get targets(): readonly SnsTarget[] {
    return this.receivers.flatMap((receiver) => this.targetsOf(receiver));
  }

  /** Topics that get an alert with these labels. */
  targetsFor(labels: AlertLabels): readonly SnsTarget[] {
    const names = this.routesFor(labels).map(({ receiver }) => text(receiver) ?? "");
    return this.receivers
      .filter(({ name }) => names.includes(text(name) ?? ""))
      .flatMap((receiver) => this.targetsOf(receiver));
  }

  /** The routes by which an alert with these labels leaves, with the receiver that they inherit. */
  routesFor(labels: AlertLabels): readonly JsonObject[] {
    return routesFor(asObject(this.config["route"]), labels);
  }

  get receivers(): readonly JsonObject[] {
    return asArray(this.config["receivers"]).map(asObject);
  }

  /** All routes, the root first. */
  get routes(): readonly JsonObject[] {
    const below = (route: JsonObject): JsonObject[] => [
      route,
      ...asArray(route["routes"]).flatMap((child) => below(asObject(child))),
    ];
    return below(asObject(this.config["route"]));
  }

  /** Whether an alert hides another one. */
  inhibits(source: AlertLabels, target: AlertLabels): boolean {
    return this.hidersAmong([source])(target).length > 0;
  }

  /**
   * Finds those of some alerts that hide another one, one for each name and severity. An inhibition
   * is read once, and its alerts are found by the labels that must be equal, so that the work grows
   * with the number of alerts and not with that of their pairs.
   */
  hidersAmong(sources: readonly AlertLabels[]): (target: AlertLabels) => AlertLabels[] {
    const finders = asArray(this.config["inhibit_rules"])
      .map(asObject)
      .map((rule) => {
        const equalOf = equalLabels(texts(rule["equal"]));
        const byLabels = groupBy(sources.filter(testsOf(rule, labelsTo("source"))), equalOf);
        const kinds = new Map([...byLabels].map(([key, alerts]) => [key, ofEachKind(alerts)]));
        const isTarget = testsOf(rule, labelsTo("target"));
        return (target: AlertLabels): readonly AlertLabels[] =>
          isTarget(target) ? (kinds.get(equalOf(target)) ?? []) : [];
      });
    return (target) => [...new Set(finders.flatMap((find) => find(target)))];
  }

  /** Conditions of routes and inhibitions with a pattern that is not read, so that they are never met. */
  get unreadConditions(): readonly string[] {
    const all = [
      ...this.routes.flatMap((route) => conditionsOf(route, OF_ROUTE)),
      ...asArray(this.config["inhibit_rules"])
        .map(asObject)
        .flatMap((rule) => [
          ...conditionsOf(rule, labelsTo("source")),
          ...conditionsOf(rule, labelsTo("target")),
        ]),
    ];
    return all.filter((condition) => testOf(condition) === undefined);
  }

  private targetsOf(receiver: JsonObject): SnsTarget[] {
    return asArray(receiver["sns_configs"]).map((config) => {
      const { topic_arn: topic, sigv4 } = asObject(config);
      return { topic: inLayer(this.release.resource, topic), region: text(asObject(sigv4)["region"]) };
    });
  }
}

/** Chart that installs Alertmanager. */
const CHART = "kube-prometheus-stack";

/** Configurations that send alerts. Without a receiver, Alertmanager shows them in its user interface only. */
export const sendingRoutesOf = memoizePerPlan((plan: EnvironmentPlan): readonly AlertRoutes[] =>
  releasesOf(plan, CHART)
    .map((release) => new AlertRoutes(release))
    .filter(({ targets }) => targets.length > 0),
);

/** The deepest routes that match, the first one only unless a route continues. */
function routesFor(route: JsonObject, labels: AlertLabels): JsonObject[] {
  const found: JsonObject[] = [];
  for (const child of asArray(route["routes"]).map(asObject)) {
    if (!testsOf(child, OF_ROUTE)(labels)) continue;
    const inherited = child["receiver"] === undefined ? { receiver: route["receiver"] as Json } : {};
    found.push(...routesFor({ ...child, ...inherited }, labels));
    if (child["continue"] !== true) break;
  }
  return found.length > 0 ? found : [route];
}

/** Keys with the conditions on labels: a list, and the two mappings of older versions. */
type ConditionKeys = readonly [list: string, equal: string, pattern: string];

const OF_ROUTE: ConditionKeys = ["matchers", "match", "match_re"];
const labelsTo = (side: "source" | "target"): ConditionKeys => [
  `${side}_matchers`,
  `${side}_match`,
  `${side}_match_re`,
];

/** Whether labels meet all conditions of a route or an inhibition. */
function testsOf(holder: JsonObject, keys: ConditionKeys): (labels: AlertLabels) => boolean {
  const tests = conditionsOf(holder, keys).map(testOf);
  return (labels) => tests.every((test) => test?.(labels) ?? false);
}

/** Equal for alerts whose values of these labels are equal; a label that is not set is empty. */
const equalLabels =
  (names: readonly string[]) =>
  (labels: AlertLabels): string =>
    JSON.stringify(names.map((name) => labels[name] ?? ""));

/** The first alert of each name and severity. */
const ofEachKind = (alerts: readonly AlertLabels[]): AlertLabels[] =>
  [...groupBy(alerts, equalLabels(["alertname", "severity"])).values()].flatMap(([first]) =>
    first ? [first] : [],
  );

/** Conditions such as `severity =~ info|none`. */
function conditionsOf(holder: JsonObject, [list, equal, pattern]: ConditionKeys): string[] {
  const written = (key: string, operator: string): string[] =>
    Object.entries(asObject(holder[key])).map(([label, value]) => `${label} ${operator} ${String(value)}`);
  return [...texts(holder[list]), ...written(equal, "="), ...written(pattern, "=~")];
}

/** Whether labels meet a condition, which is never for one of another form; undefined where its pattern is not read. */
function testOf(condition: string): ((labels: AlertLabels) => boolean) | undefined {
  const parts = /^\s*(\w+)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/.exec(condition);
  if (!parts) return () => false;
  const [, label = "", operator = "", wanted = ""] = parts;
  const isWanted = !operator.startsWith("!");
  if (!operator.endsWith("~")) return (labels) => ((labels[label] ?? "") === wanted) === isWanted;
  const pattern = wholePattern(wanted);
  return pattern && ((labels) => pattern.test(labels[label] ?? "") === isWanted);
}
