import { type Selector, readExpression } from "../model/expression";

/** A series that an expression of Prometheus reads. */
export interface ReadSeries {
  readonly metric: string;
  /** Target, as `NAMESPACE/SERVICE`. @default - of any target */
  readonly target?: string;
  /** Matchers of labels that name no object, such as `mountpoint="/"`. */
  readonly matchers: readonly Matcher[];
  /** Whether the expression asks if the series is absent. */
  readonly asksAbsence: boolean;
}

export interface Matcher {
  readonly label: string;
  /** The whole matcher: `code=~"5.."`. */
  readonly text: string;
}

/** Labels that name an object. An object can be at rest or gone while the program that reports it works. */
const OBJECT_LABELS: ReadonlySet<string> = new Set([
  "container",
  "daemonset",
  "deployment",
  "horizontalpodautoscaler",
  "name",
  "namespace",
  "pod",
  "service",
]);

/** Series that an expression reads, in the order of its text. */
export const seriesIn = (expression: string): ReadSeries[] =>
  readExpression(expression).selectors.map(seriesOf);

function seriesOf({ metric, matchers, asksAbsence }: Selector): ReadSeries {
  const [namespace, service] = ["namespace", "service"].map(
    (name) => matchers.find(({ label, operator }) => label === name && operator === "=")?.value,
  );
  return {
    metric,
    ...(service === undefined ? {} : { target: `${namespace ?? ""}/${service}` }),
    matchers: matchers
      .filter(({ label }) => !OBJECT_LABELS.has(label))
      .map(({ label, text }) => ({ label, text })),
    asksAbsence,
  };
}

/** Whether two series exist together: they are the same, or of one histogram. */
export const existTogether = (one: string, other: string): boolean => histogramOf(one) === histogramOf(other);

const histogramOf = (metric: string): string => metric.replace(/_(bucket|count|sum)$/, "");
