import { combinedFinding } from "../../../../proof/model/blocks";
import { alertingRulesOf } from "./prometheus-rules";
import { type ReadSeries, existTogether, seriesIn } from "./read-series";
import { EXPORTERS_OF_PARTS } from "../../../../proof/facts/exporters-of-parts";
import { OCCASIONAL_SERIES } from "../facts/series";
import { type Check } from "../../../../proof/checks/check";

export const alertSeries: Check = {
  id: "alert-series",
  severity: "error",
  title: "for each series that an alert reads, an alert fires if it never appears",
  why: "an alert on a series that no program has never fires, and nobody knows",
  fix: "add an alert with absent() of the series, for the time in which its program runs",
  source:
    "https://prometheus.io/docs/prometheus/latest/querying/functions/#absent; facts/exporters.ts of each part",
  run: (plan) => {
    const rules = alertingRulesOf(plan).map((rule) => ({ ...rule, series: seriesIn(rule.expression) }));
    const watched = rules.flatMap(({ series }) => series.filter(({ asksAbsence }) => asksAbsence));
    return rules
      .filter(({ series }) => !series.some(({ asksAbsence }) => asksAbsence))
      .flatMap(({ resource, name, series }) => {
        const unwatched = series.filter((each) => !isWatched(each, watched)).map(inWords);
        return combinedFinding(
          resource,
          `alert ${name}`,
          [...new Set(unwatched)].map((each) => `no alert fires if ${each} never appears`),
        );
      });
  },
};

/** `up` is a series of Prometheus itself, which has it for each target. */
function isWatched({ metric, target }: ReadSeries, watched: readonly ReadSeries[]): boolean {
  if (metric === "up") return true;
  const sameTarget = watched.filter((each) => each.target === target);
  if (!OCCASIONAL_SERIES.has(metric)) return sameTarget.some((each) => existTogether(each.metric, metric));
  return sameTarget.some((each) => exporterOf(each.metric) === exporterOf(metric));
}

const exporterOf = (metric: string): string | undefined =>
  Object.entries(EXPORTERS_OF_PARTS).find(([beginning]) => metric.startsWith(beginning))?.[1];

const inWords = ({ metric, target }: ReadSeries): string =>
  target === undefined ? metric : `${metric} of ${target}`;
