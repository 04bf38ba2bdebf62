import { say, firstAndMore } from "../../stages/phrase";
import { type Topic, type TopicLine, gainedAndLost, lineAt } from "../topic";
import { type MonitoringObject, hasOnly, isObjectOf, objectsIn } from "./objects-in";

const KINDS = ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"];

/** Targets that Prometheus reads series from. */
export const scrapeTargets: Topic = {
  title: "Scrape targets",
  lines: ({ before, after }) => {
    const keyOf = ({ kind, namespace, name }: MonitoringObject) => JSON.stringify([kind, namespace, name]);
    const { gained, lost } = gainedAndLost(objectsIn(before, KINDS), objectsIn(after, KINDS), keyOf);
    return [
      ...lines("attention", lost, "no longer read by Prometheus, so that alerts on its series cannot fire"),
      ...lines("info", gained, "now read by Prometheus"),
    ];
  },
  judgesBlock: (resource) => hasOnly(resource, KINDS),
  judgesEdit: (_, edit) => isObjectOf(edit, KINDS),
};

const lines = (level: TopicLine["level"], all: readonly MonitoringObject[], what: string): TopicLine[] =>
  all.slice(0, 1).map(({ resource }) => {
    const names = firstAndMore(all.map(({ kind, name }) => `${kind} ${name}`));
    return lineAt(level, resource, say`${[what]}: ${names}`);
  });
