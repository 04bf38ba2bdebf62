import { alertingRulesOf, ruleGroupsOf, rulesIn } from "../model/alerting-rules";
import { type ReadSeries, existTogether, seriesIn } from "./read-series";
import { EXPORTERS_OF_PARTS } from "../../../evidence/exporters-of-parts";
import { unknownSeries } from "../../../evidence/vllm";
import { OCCASIONAL_SERIES, OCCASIONAL_VALUES } from "../facts/series";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const alertSeries: Check = {
  ...ruleOf(TEXTS, "alert-series"),
  run: (plan) => {
    const rules = alertingRulesOf(plan).map((rule) => ({ ...rule, series: seriesIn(rule.expression) }));
    const recorded = new Set(
      ruleGroupsOf(plan)
        .flatMap(rulesIn)
        .map(({ record }) => record),
    );
    const unknown = rules.flatMap(({ resource, name, series }) => {
      const others = series.flatMap(({ metric }) =>
        recorded.has(metric) ? [] : (unknownSeries(metric) ?? []),
      );
      return combinedFinding(resource, `alert ${name}`, [...new Set(others)]);
    });
    const watched = rules.flatMap(({ series }) => series.filter(({ asksAbsence }) => asksAbsence));
    const open = rules
      .filter(({ series }) => !series.some(({ asksAbsence }) => asksAbsence))
      .flatMap(({ resource, name, series }) => {
        const unwatched = series.filter((each) => !isWatched(each, watched)).map(inWords);
        return combinedFinding(
          resource,
          `alert ${name}`,
          [...new Set(unwatched)].map((each) => `no alert fires if ${each} never appears`),
        );
      });
    return [...unknown, ...open];
  },
};

/** `up` is a series of Prometheus itself, which has it for each target. */
function isWatched(read: ReadSeries, watched: readonly ReadSeries[]): boolean {
  if (read.metric === "up") return true;
  const sameTarget = watched.filter((each) => each.target === read.target);
  if (OCCASIONAL_SERIES.has(read.metric))
    return sameTarget.some((each) => exporterOf(each.metric) === exporterOf(read.metric));
  return sameTarget.some((each) => existTogether(each.metric, read.metric) && asksForLabelsOf(read, each));
}

/** Whether the absence that is asked for has each label by which an alert chooses its series. */
const asksForLabelsOf = ({ metric, matchers }: ReadSeries, watched: ReadSeries): boolean =>
  matchers.every(({ label, text }) =>
    watched.matchers.some((other) =>
      OCCASIONAL_VALUES[metric] === label ? other.label === label : other.text === text,
    ),
  );

const exporterOf = (metric: string): string | undefined =>
  Object.entries(EXPORTERS_OF_PARTS).find(([beginning]) => metric.startsWith(beginning))?.[1];

function inWords({ metric, target, matchers }: ReadSeries): string {
  const series = matchers.length === 0 ? metric : `${metric}{${matchers.map(({ text }) => text).join(",")}}`;
  return target === undefined ? series : `${series} of ${target}`;
}
