import { type FaultCase, type RecordedSeries, always, growing, missing, series } from "./fault-case";
import { MODEL_REQUESTS, type RecordedModel, requests, seriesLabels, serverSeries } from "./model-series";

/** Rates at which requests use the error budget of 30 days, and the most that its alerts may wait for. */
const [FAST, MOST_FAST, SLOW] = [30, 20, 8];

/** Fewer bad requests in a window than this wake nobody. */
const BAD_REQUESTS = [1, 100] as const;

/**
 * Faults of a model's requests, by the objectives that its file states.
 *
 * Sources: docs/reference/metrics.md for the series; Google SRE Workbook, "Alerting on SLOs": a person is woken when
 * two percent of the budget are used in an hour (14.4 times its rate), and reads a warning after five percent in six
 * hours (6 times); https://prometheus.io/docs for the series `up` (read 2026-11-26).
 */
export function requestCases(model: RecordedModel): FaultCase[] {
  const { name, objectives } = model;
  const budgets = {
    failed: 1 - (objectives?.availabilityPercent ?? 0) / 100,
    slow: 1 - (objectives?.latencyPercent ?? 0) / 100,
  };
  // Without objectives, all requests are bad: only an alert that never fires is silent.
  const share = (kind: "failed" | "slow", rate: number): number => Math.min(1, rate * budgets[kind]);
  const bad = (kind: "failed" | "slow", rate: number): RecordedSeries[] =>
    requests(model, { [kind]: Math.round(MODEL_REQUESTS * share(kind, rate) * 1e6) / 1e6 });
  // Counters of bad requests, beside those of all: an alert on the latter alone tells nothing.
  const shownBy = (kind: "failed" | "slow"): RecordedSeries[] =>
    requests(model, { [kind]: 1 }).filter(({ values }) =>
      values.startsWith(kind === "failed" ? "0+1x" : "0+999x"),
    );
  const within = (kind: "failed" | "slow") => ({
    [`its ${kind} requests are within its objective`]: objectives ? bad(kind, 0.5) : requests(model),
    [`a ${kind} request is one of few at night`]: fewRequests(model, kind),
  });
  const kinds = [
    {
      kind: "failed",
      fast: `${name} fails many requests`,
      slow: `${name} fails more requests than its objective for hours`,
    },
    {
      kind: "slow",
      fast: `${name} answers slowly`,
      slow: `${name} answers more slowly than its objective for hours`,
    },
  ] as const;
  // A server without a counter of status codes shows no failed requests.
  const told = kinds.filter(({ kind }) => kind === "slow" || model.server?.counter !== undefined);
  return [
    ...told.flatMap(({ kind, fast, slow }): FaultCase[] => [
      {
        fault: fast,
        severity: "critical",
        minutes: 60,
        series: bad(kind, FAST),
        shownBy: shownBy(kind),
        quiet: within(kind),
        toldBy: { shareAbove: [0, share(kind, MOST_FAST)], amountAbove: BAD_REQUESTS },
      },
      {
        fault: slow,
        severity: "warning",
        minutes: 380,
        series: bad(kind, SLOW),
        shownBy: shownBy(kind),
        quiet: within(kind),
      },
    ]),
    ...scrapeCases(model),
  ];
}

/** Three requests in an hour, of which the last is bad. */
function fewRequests(model: RecordedModel, kind: "failed" | "slow"): RecordedSeries[] {
  const few = requests(model, { [kind]: MODEL_REQUESTS });
  return few.map(({ metric, labels, values }) =>
    series(metric, labels, values.startsWith("0+0x") ? "0x400" : "0x20 1x20 2x400"),
  );
}

function scrapeCases(model: RecordedModel): FaultCase[] {
  const { name } = model;
  const { deployment, target } = seriesLabels(model);
  const own = serverSeries(model);
  const up = always("up", target, 0);
  const restsAt20: RecordedSeries[] = [
    series("kube_deployment_spec_replicas", deployment, "2x20 0x400"),
    series("kube_deployment_status_replicas_available", deployment, "2x20 0x400"),
    series("up", target, "1x20 stale _x400"),
    ...own.map(({ metric, labels }) => series(metric, labels, "0x20 stale _x400")),
  ];
  return [
    {
      fault: `the metrics of ${name} are not read`,
      severity: "warning",
      minutes: 30,
      series: [up, ...own.map(missing)],
      shownBy: [up],
      quiet: {
        "one of its pods is read": [up, always("up", { ...target, pod: "other" }, 1)],
        "the model rests": restsAt20,
      },
    },
    {
      fault: `${name} serves metrics of other names`,
      severity: "warning",
      minutes: 45,
      series: [...own.map(missing), growing("vllm:request_success_total", target, 5)],
      quiet: {
        "it has answered nobody yet": own.map((each) =>
          model.server?.fromStart.includes(each.metric) ? always(each.metric, each.labels, 0) : missing(each),
        ),
        "the model rests": restsAt20,
      },
    },
  ];
}
