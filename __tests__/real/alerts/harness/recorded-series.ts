import { samplesIn } from "../../../support/kserve-metrics";
import { type Answer, ModelServer } from "./model-server";

/** Requests of one minute, by minutes since the start. */
export type Traffic = (minute: number) => readonly Answer[];

/** Series of a pod, as promtool reads them: a value for each minute, or `_` where there is none. */
export interface Series {
  readonly series: string;
  readonly values: string;
}

/** Labels that Prometheus adds to the metrics of a pod. */
const TARGET = 'namespace="ml-inference",service="api",pod="api-6d4cf56db6-x2x7k"';

/** Series of a model under traffic, from a scrape after each minute. Its server is real; its minutes pass at once. */
export async function recorded(minutes: number, traffic: Traffic): Promise<Series[]> {
  const server = await ModelServer.start();
  try {
    const values = new Map<string, string[]>();
    for (let minute = 0; minute < minutes; minute++) {
      for (const answer of traffic(minute)) await server.predict(answer);
      for (const [series, value] of samplesOf(await server.scrape())) {
        const all = values.get(series) ?? Array.from({ length: minute }, () => "_");
        all.push(value);
        values.set(series, all);
      }
    }
    return [...values].map(([series, all]) => ({ series, values: all.join(" ") }));
  } finally {
    await server.stop();
  }
}

/** Samples of the text format, with the labels of the target. */
const samplesOf = (text: string): [string, string][] =>
  samplesIn(text).map(({ metric, labels, value }) => {
    const own = Object.entries(labels).map(([name, label]) => `${name}="${label}"`);
    return [`${metric}{${[TARGET, ...own].join(",")}}`, value];
  });
