import { KSERVE_METRICS } from "../../src/environment/facts/kserve";
import { type ServerMetrics } from "../../src/environment/server-metrics";
import { RECORDED_SERVERS } from "../../src/parts/alerts/facts/cases/model-servers";
import { requestSeries } from "../../src/parts/alerts/facts/cases/model-series";
import { OCCASIONAL_SERIES } from "../../src/parts/alerts/facts/series";
import kserve from "../../src/parts/kserve/facts/exporters.json";
import { type KServeState, kserveSeries } from "../support/kserve-metrics";

const PROFILE: ServerMetrics = KSERVE_METRICS;
const RECORDED = RECORDED_SERVERS.InferenceService;

/** Names of the series of a state, each once. */
const namesIn = (state: KServeState): string[] => [
  ...new Set(kserveSeries(state).map(({ metric }) => metric)),
];

const boundsOf = (metric: string): string[] =>
  kserveSeries("answered").flatMap((each) => (each.metric === metric ? [each.labels["le"] ?? ""] : []));

test("OBS-02 before the first request, the server of KServe has the series of its start and no histogram", () => {
  for (const state of ["start", "refused"] as const) expect(namesIn(state)).toEqual([PROFILE.fromStart]);
  expect(RECORDED.fromStart).toEqual([PROFILE.fromStart]);
});

test("OBS-02 the histogram of the profile of KServe has the buckets of the server, and counts a request that fails", () => {
  const { metric, buckets } = PROFILE.duration;
  expect(namesIn("failed")).toEqual(expect.arrayContaining([`${metric}_bucket`, `${metric}_count`]));
  expect(boundsOf(`${metric}_bucket`).map((bound) => Number(bound.replace("+Inf", "Infinity")))).toEqual([
    ...buckets,
    Infinity,
  ]);
});

test("OBS-02 the counter that shows that the histogram of KServe has to exist is above zero only after an answer", () => {
  const { existsAfter = "" } = PROFILE.duration;
  expect(namesIn("failed")).not.toContain(existsAfter);
  const [counter] = kserveSeries("answered").filter(({ metric }) => metric === existsAfter);
  expect(Number(counter?.value)).toBeGreaterThan(0);
});

test("OBS-02 no series of the server of KServe has a label with a status code, so its profile has no counter of codes", () => {
  const labels = kserveSeries("answered").flatMap((each) => Object.keys(each.labels));
  expect([...new Set(labels)].filter((label) => /code|status/.test(label))).toEqual([]);
  expect(PROFILE.codes).toBeUndefined();
  expect(RECORDED.counter).toBeUndefined();
});

test("OBS-02 the recorded server of KServe, which proves alerts, has the series and bounds of the server", () => {
  const known = new Set(namesIn("answered"));
  expect(requestSeries(RECORDED).filter((name) => !known.has(name))).toEqual([]);
  expect([...RECORDED.buckets]).toEqual(boundsOf(`${RECORDED.duration}_bucket`));
});

test("OBS-02 series of KServe that exist only after a request are occasional, and each is of its server", () => {
  const [start, answered] = [namesIn("start"), namesIn("answered")];
  const occasional = [...OCCASIONAL_SERIES].filter((name) => name.startsWith("request_"));
  expect(occasional.length).toBeGreaterThan(1);
  expect(occasional.filter((name) => start.includes(name) || !answered.includes(name))).toEqual([]);
  const owners = answered.map(
    (name) => Object.entries(kserve.exporters).find(([begin]) => name.startsWith(begin))?.[1],
  );
  expect([...new Set(owners)]).toEqual(["KServe's server"]);
});
