import { groupBy } from "../../../base/group-by";
import { type Recording } from "../../../infrastructure/kubernetes-alert-rules";
import { type RecordedSeries, seriesKey } from "../facts/cases/fault-case";
import { type PlacedCase, type RecordedCases } from "./recorded-cases";

/** The recording in which nothing is wrong, of a fault, or of a case that resembles one. */
export interface CaseRecording extends Recording {
  /** The cases that it contains: the same one of several models. */
  readonly cases: readonly PlacedCase[];
  /** The clause of a case that is no fault. @default - it contains the faults */
  readonly quiet?: string;
}

/** Minute at which alerts are asked for where nothing is wrong. */
const HEALTHY_MINUTES = 70;

/**
 * Recordings of all cases. All models, and all workloads of a kind, have the same fault at once, so that the number of
 * recordings does not grow with them. Each other one has it in a first recording and the rest in a second one: an alert
 * that reads another one's series fires for the wrong one.
 */
export function recordingsOf({ healthy, cases }: RecordedCases): CaseRecording[] {
  const kinds = [...groupBy(cases, kindOf).values()];
  return [
    { cases: [], series: healthy, minute: HEALTHY_MINUTES, isWhole: true },
    ...kinds.flatMap((same) => [
      ...halves(same).map((half) => recording(healthy, half, ({ series }) => series)),
      ...[...new Set(same.flatMap(({ quiet }) => Object.keys(quiet)))].map((clause) => ({
        ...recording(healthy, same, ({ quiet }) => quiet[clause] ?? []),
        quiet: clause,
        isWhole: true,
      })),
    ]),
  ];
}

/** The fault without the name of its model or workload. */
function kindOf({ fault, model, object }: PlacedCase): string {
  if (object !== undefined) return `of a workload: ${Object.keys(object).join()}`;
  return model === undefined ? fault : `of a model: ${fault.replaceAll(model, "*")}`;
}

const halves = (cases: readonly PlacedCase[]): PlacedCase[][] =>
  [0, 1].map((rest) => cases.filter((_, index) => index % 2 === rest)).filter((half) => half.length > 0);

function recording(
  healthy: readonly RecordedSeries[],
  cases: readonly PlacedCase[],
  seriesOf: (each: PlacedCase) => readonly RecordedSeries[],
): CaseRecording {
  const all = new Map([...healthy, ...cases.flatMap(seriesOf)].map((each) => [seriesKey(each), each]));
  return { cases, series: [...all.values()], minute: Math.max(...cases.map(({ minutes }) => minutes)) };
}
