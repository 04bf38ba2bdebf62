/** A series of a recorded case: a value for each minute, in the notation of promtool, such as `0+5x60` or `_x10` for none. */
export interface RecordedSeries {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: string;
}

/** Numbers between which a comparison tells the fault in time and is not met without it. */
export type Bounds = readonly [least: number, most: number];

/** Comparisons that tell a fault, by their form. A form without bounds is not judged by its number. */
export interface ToldBy {
  /** A share above a number, such as used memory of its limit. @default - not judged */
  readonly shareAbove?: Bounds;
  /** A share below a number, such as free space of a volume. @default - not judged */
  readonly shareBelow?: Bounds;
  /** An amount above a number, such as restarts. @default - not judged */
  readonly amountAbove?: Bounds;
}

/** A fault that an environment must tell, as exporters and models report it, beside the cases that resemble it and are none. */
export interface FaultCase {
  /** Ends the sentence "an alert tells that …". */
  readonly fault: string;
  /** The least severity of its alert. */
  readonly severity: "critical" | "warning";
  /** Minutes from the beginning of the fault within which the alert fires. */
  readonly minutes: number;
  /** Label `model` of the alert. @default - it is no fault of a model */
  readonly model?: string;
  /** Labels by which the alert names the workload, its kind and namespace. @default - the alert names none */
  readonly object?: Readonly<Record<string, string>>;
  /** Series that differ from those of a healthy environment. */
  readonly series: readonly RecordedSeries[];
  /** Those of the series by which an alert can tell it. @default - all of them */
  readonly shownBy?: readonly RecordedSeries[];
  /** Series of cases that are no fault, by a clause such as "the model rests". */
  readonly quiet: Readonly<Record<string, readonly RecordedSeries[]>>;
  /** @default - its alert compares with no number that could be wrong */
  readonly toldBy?: ToldBy;
}

/** Minutes of all recorded series. The alert of each fault fires before their end. */
export const RECORDED_MINUTES = 400;

export const series = (metric: string, labels: RecordedSeries["labels"], values: string): RecordedSeries => ({
  metric,
  labels,
  values,
});

/** The same value at each minute. */
export const always = (metric: string, labels: RecordedSeries["labels"], value: number): RecordedSeries =>
  series(metric, labels, `${value}x${RECORDED_MINUTES}`);

/** A counter that grows by an amount in each minute. */
export const growing = (
  metric: string,
  labels: RecordedSeries["labels"],
  perMinute: number,
): RecordedSeries => series(metric, labels, `0+${perMinute}x${RECORDED_MINUTES}`);

/** No value at any minute. */
export const missing = ({ metric, labels }: Pick<RecordedSeries, "metric" | "labels">): RecordedSeries =>
  series(metric, labels, `_x${RECORDED_MINUTES}`);

/** Whether a series has no value, or the same at each minute. */
export const isMissing = ({ values }: RecordedSeries): boolean => values === `_x${RECORDED_MINUTES}`;
export const isAlways = ({ values }: RecordedSeries, value: number): boolean =>
  values === `${value}x${RECORDED_MINUTES}`;

/** The values of two cases that are the same series replace each other. */
export const seriesKey = ({ metric, labels }: RecordedSeries): string =>
  `${metric} ${JSON.stringify(Object.entries(labels).sort())}`;
