import { groupBy } from "../../../base/group-by";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../../../checks/check";
import {
  type Bounds,
  type RecordedSeries,
  type ToldBy,
  isAlways,
  isMissing,
} from "../facts/cases/fault-case";
import { type Selector, type Threshold, readExpression, selects } from "../model/expression";
import { type PlacedCase, type RecordedCases } from "../model/recorded-cases";
import { secondsIn } from "../model/seconds-in";
import { isBroken, waitsTooLong } from "./alert-expressions";
import { toldCases } from "./told-cases";
import { type AlertingRule, alertingRulesOf } from "../model/alerting-rules";
import TEXTS from "./texts.json";

export const alertCoverage: Check = {
  ...ruleOf(TEXTS, "alert-coverage"),
  run: (plan, { statedOf }) => {
    const told = toldCases(plan, statedOf(plan.name));
    return told
      ? readCases(plan, told)
          .flatMap(({ findings }) => findings)
          .filter(isFirst())
      : [];
  },
};

/** Faults that this check names. Where an expression is broken, they are those of another check. */
export const namedByReading = (plan: EnvironmentPlan, told: RecordedCases): ReadonlySet<string> =>
  new Set(
    readCases(plan, told)
      .filter(({ findings, isSilent }) => findings.length > 0 || isSilent)
      .flatMap(({ faults }) => faults),
  );

interface ReadCases {
  readonly faults: readonly string[];
  readonly findings: readonly Finding[];
  readonly isSilent: boolean;
}

/** Reads the alerts of each fault, and all faults without one together. */
function readCases(plan: EnvironmentPlan, { cases }: RecordedCases): ReadCases[] {
  const rules = alertingRulesOf(plan);
  const ofModel = groupBy(rules, ({ labels }) => labels["model"]);
  const judged = cases.map((each) => {
    const candidates = each.model === undefined ? rules : (ofModel.get(each.model) ?? []);
    return { each, witnesses: candidates.filter((rule) => tells(rule, each)) };
  });
  const silent = judged.filter(({ witnesses }) => witnesses.length === 0).map(({ each }) => each);
  // The expression that a finding of alert-expressions names can be the one that should tell it.
  const broken = rules.filter(isBroken);
  const open = silent.filter((each) => !broken.some(({ labels }) => isFor(each, labels)));
  return [
    { faults: silent.map(({ fault }) => fault), findings: untold(open), isSilent: true },
    ...judged.map(({ each, witnesses }) => ({
      faults: [each.fault],
      findings: [...late(each, witnesses), ...beyond(each, witnesses)],
      isSilent: false,
    })),
  ];
}

/** One rule that is wrong for several faults is one finding. */
function isFirst(): (finding: Finding) => boolean {
  const known = new Set<string>();
  return ({ address, message }) => {
    const key = `${address} ${message}`;
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  };
}

const LEVELS = ["warning", "critical"];

/** Whether an alert reads what shows a fault, with the severity and the label by which it finds its reader. */
const tells = ({ expression, labels }: AlertingRule, each: PlacedCase): boolean =>
  isFor(each, labels) && showing(expression, each).length > 0;

/** Whether an alert with these labels finds the reader of a fault. */
export const isFor = ({ severity, model }: PlacedCase, labels: AlertingRule["labels"]): boolean =>
  LEVELS.indexOf(labels["severity"] ?? "") >= LEVELS.indexOf(severity) &&
  (model === undefined || labels["model"] === model);

/**
 * Selectors of an expression that read a fault. Divisors do not show it, and a comparison "more than" does not show a
 * series that is 0.
 */
const showing = (expression: string, fault: PlacedCase): Selector[] =>
  readExpression(expression).selectors.filter(
    (selector) =>
      !selector.isDivisor &&
      (seriesByKind(fault).get(kindOf(selector.metric, selector.asksAbsence)) ?? []).some(
        (each) =>
          selects(selector, each) && (selector.isExcluded || !isAlways(each, 0) || !isAbove(selector)),
      ),
  );

const kindOf = (metric: string, isMissed: boolean): string => `${metric} ${isMissed}`;

type SeriesByKind = ReadonlyMap<string, readonly RecordedSeries[]>;

/** A fault of an exporter has the series of all models, and each alert of a model looks for its own. */
const known = new WeakMap<PlacedCase, SeriesByKind>();

/** Series that show a fault, by their metric, and whether they are missing. */
function seriesByKind(fault: PlacedCase): SeriesByKind {
  const { series, shownBy = series } = fault;
  const found = known.get(fault) ?? groupBy(shownBy, (each) => kindOf(each.metric, isMissing(each)));
  known.set(fault, found);
  return found;
}

const isAbove = ({ comparison }: Selector): boolean => comparison?.operator.startsWith(">") ?? false;

/** Faults that no alert tells: one finding for each model, and one for the platform. */
const untold = (cases: readonly PlacedCase[]): Finding[] =>
  [...groupBy(cases, ({ title }) => title).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const problems = same.map(
      ({ fault, severity }) =>
        `no ${severity === "critical" ? "critical alert" : "alert"} tells that ${fault}`,
    );
    return [
      { ...at(first.resource), message: `${first.title}: ${problems.join("; ")}`, fix: additions(same) },
    ];
  });

function additions(cases: readonly PlacedCase[]): string {
  const [{ model } = {}] = cases;
  const metrics = [...new Set(cases.flatMap(({ series }) => series.slice(0, 1).map(({ metric }) => metric)))];
  const label = model === undefined ? "" : ` with the label model: ${model}`;
  return `add alerts${label} of these severities that read ${metrics.join(", ")} with the labels of the object, or correct the expression of those that should`;
}

/** Alerts of a fault that all fire too late. */
function late({ fault, minutes }: PlacedCase, witnesses: readonly AlertingRule[]): Finding[] {
  const isLate = ({ lasts }: AlertingRule): boolean => (secondsIn(lasts) ?? 0) >= minutes * 60;
  if (!witnesses.every(isLate)) return [];
  return witnesses
    .filter((rule) => !waitsTooLong(rule))
    .map(({ resource, name, lasts }) => ({
      ...at(resource),
      message: `alert ${name} waits ${lasts} until it tells that ${fault}`,
      fix: `set its for below ${minutes}m`,
    }));
}

/** Alerts of a fault that all compare with a number that it does not reach, or that is always reached. */
function beyond(each: PlacedCase, witnesses: readonly AlertingRule[]): Finding[] {
  const { fault, toldBy } = each;
  if (!toldBy) return [];
  const judged = witnesses.map((rule) => ({ rule, wrong: wrongNumbers(rule, each, toldBy) }));
  if (judged.some(({ wrong }) => wrong.length === 0)) return [];
  return judged.flatMap(({ rule, wrong }) =>
    wrong.slice(0, 1).map(({ number, bounds: [least, most] }) => ({
      ...at(rule.resource),
      message: `alert ${rule.name} compares with ${number}, by which it does not tell that ${fault}`,
      fix: `compare with a number from ${rounded(least)} to ${rounded(most)}`,
    })),
  );
}

const rounded = (value: number): number => Number(value.toPrecision(4));

interface Wrong {
  readonly number: number;
  readonly bounds: Bounds;
}

const wrongNumbers = ({ expression }: AlertingRule, each: PlacedCase, toldBy: ToldBy): Wrong[] =>
  showing(expression, each).flatMap(({ comparison }) => {
    const bounds = comparison ? boundsOf(comparison, toldBy) : undefined;
    if (!comparison || !bounds) return [];
    const { number } = comparison;
    return number >= bounds[0] && number <= bounds[1] ? [] : [{ number, bounds }];
  });

function boundsOf({ operator, isShare, isScaled }: Threshold, toldBy: ToldBy): Bounds | undefined {
  if (isScaled) return undefined;
  if (operator.startsWith(">")) return isShare ? toldBy.shareAbove : toldBy.amountAbove;
  return operator.startsWith("<") && isShare ? toldBy.shareBelow : undefined;
}
