import { type RuleEvaluator } from "../../../infrastructure/kubernetes-alert-rules";
import { type EnvironmentPlan, type PlannedResource } from "../../../terraform/environment-plan";
import { type JsonObject, text } from "../../../terraform/stack-json";
import { at, type Check, type Finding, ruleOf } from "../../../checks/check";
import { type PlacedCase, type RecordedCases } from "../model/recorded-cases";
import { type CaseRecording, recordingsOf } from "../model/recordings";
import { isFor, namedByReading } from "./alert-coverage";
import { alertingRulesOf, ruleGroupsOf } from "../model/alerting-rules";
import { toldCases } from "./told-cases";
import TEXTS from "./texts.json";
import { type Labels } from "../../../infrastructure/kubernetes-labels";

/** Labels of an alert that fires, with its name as `alertname`. */
type FiringAlert = Labels;

export const alertCases: Check = {
  ...ruleOf(TEXTS, "alert-cases"),
  run: (plan, { statedOf, evaluateRules }) => {
    const told = evaluateRules ? toldCases(plan, statedOf(plan.name)) : undefined;
    if (!evaluateRules || !told) return [];
    return findings(plan, told, evaluateRules);
  },
};

function findings(plan: EnvironmentPlan, told: RecordedCases, evaluate: RuleEvaluator): Finding[] {
  const rules = alertingRulesOf(plan);
  const [place] = [...rules, ...told.cases].map(({ resource }) => resource);
  if (!place) return [];
  const evaluated = evaluatedCases(plan, told, evaluate);
  if ("refusal" in evaluated)
    return [{ ...at(place), message: `promtool did not evaluate the rules: ${evaluated.refusal}` }];
  const resourceOf = (alert: FiringAlert): PlannedResource =>
    rules.find(({ name }) => name === alert["alertname"])?.resource ?? place;
  // Another check has found these faults by reading the expressions.
  const known = namedByReading(plan, told);
  return [
    ...evaluated.always.map((alert) => ({
      ...at(resourceOf(alert)),
      message: `alert ${titleOf(alert)} fires while nothing is wrong`,
    })),
    ...evaluated.silent
      .filter(({ fault }) => !known.has(fault))
      .map(({ resource, title, severity, fault, minutes }) => ({
        ...at(resource),
        message: `${title}: no ${severity === "critical" ? "critical alert" : "alert"} tells that ${fault}, within ${minutes} minutes`,
      })),
    ...evaluated.noisy.map(({ alert, clause }) => ({
      ...at(resourceOf(alert)),
      message: `alert ${titleOf(alert)} also fires when ${clause}`,
    })),
  ];
}

const titleOf = ({ alertname = "" }: FiringAlert): string => alertname;

/** How the rules of an environment behave in its cases. */
export interface EvaluatedCases {
  /** Alerts that fire while nothing is wrong. */
  readonly always: readonly FiringAlert[];
  /** Faults that no alert tells. */
  readonly silent: readonly PlacedCase[];
  /** Alerts of a fault that also fire in a case that is none. */
  readonly noisy: readonly { readonly alert: FiringAlert; readonly clause: string }[];
}

export function evaluatedCases(
  plan: EnvironmentPlan,
  told: RecordedCases,
  evaluate: RuleEvaluator,
): EvaluatedCases | { readonly refusal: string } {
  const recordings = recordingsOf(told);
  const evaluation = evaluate(groupsOf(plan), recordings);
  if ("refusal" in evaluation) return evaluation;
  const results = recordings.map((recording, index) => ({
    recording,
    firing: distinct(evaluation.firing[index] ?? []),
  }));
  const always = results[0]?.firing ?? [];
  const isNew = (alert: FiringAlert): boolean => !always.some((each) => isSame(each, alert));
  const faults = results.filter(
    ({ recording }) => recording.cases.length > 0 && recording.quiet === undefined,
  );
  const tellingOf = (each: PlacedCase): FiringAlert[] =>
    faults
      .filter(({ recording }) => recording.cases.includes(each))
      .flatMap(({ firing }) =>
        firing.filter((alert) => isNew(alert) && isFor(each, alert) && names(each, alert)),
      );
  return {
    always,
    silent: told.cases.filter((each) => tellingOf(each).length === 0),
    noisy: [
      ...results.flatMap(({ recording, firing }) => noisyIn(recording, firing, tellingOf)),
      ...faults.flatMap(({ recording, firing }) => strangers(recording, firing.filter(isNew))),
    ],
  };
}

/** Whether an alert has the labels of the workload of a fault. */
const names = ({ object = {} }: PlacedCase, alert: FiringAlert): boolean =>
  Object.entries(object).every(([label, value]) => alert[label] === value);

/** Alerts that tell a fault and fire in a case that resembles it. */
const noisyIn = (
  { cases, quiet }: CaseRecording,
  firing: readonly FiringAlert[],
  tellingOf: (each: PlacedCase) => readonly FiringAlert[],
): EvaluatedCases["noisy"] =>
  quiet === undefined
    ? []
    : cases
        .filter((each) => each.quiet[quiet] !== undefined)
        .flatMap((each) => tellingOf(each).filter((alert) => firing.some((other) => isSame(other, alert))))
        .map((alert) => ({ alert, clause: quiet }));

/** Alerts of a model that fire with the fault of another one. */
const strangers = ({ cases }: CaseRecording, firing: readonly FiringAlert[]): EvaluatedCases["noisy"] => {
  const [first] = cases;
  if (first?.model === undefined) return [];
  return firing
    .filter(({ model }) => model !== undefined && !cases.some((each) => each.model === model))
    .map((alert) => ({ alert, clause: first.fault }));
};

const COMPARED = ["alertname", "severity", "model", "namespace", "deployment", "statefulset", "daemonset"];

/** Whether two alerts are of one rule, and of one workload. */
const isSame = (one: FiringAlert, other: FiringAlert): boolean =>
  COMPARED.every((label) => one[label] === other[label]);

/** One alert of each rule and workload. */
const distinct = (alerts: readonly FiringAlert[]): FiringAlert[] =>
  alerts.filter((alert, index) => alerts.findIndex((each) => isSame(each, alert)) === index);

/** Groups of all rules. Objects can have groups of one name, and a file of promtool cannot. */
const groupsOf = (plan: EnvironmentPlan): JsonObject[] =>
  ruleGroupsOf(plan).map(({ object: { namespace, name }, group }) => ({
    ...group,
    name: [namespace, name, text(group["name"]) ?? ""].join("/"),
  }));
