import { firstAndMore } from "../../stages/phrase";
import { type Topic, type TopicLine, gainedAndLost } from "../topic";
import { sentencesOf } from "../named";
import { type MonitoringObject, hasOnly, isObjectOf, objectsIn } from "./objects-in";

const KINDS = ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"];

/** Targets that Prometheus reads series from. */
export const scrapeTargets: Topic = {
  title: "Scrape targets",
  lines: ({ before, after }) => {
    const idOf = ({ kind, namespace, name }: MonitoringObject) => JSON.stringify([kind, namespace, name]);
    const { gained, lost } = gainedAndLost(objectsIn(before, KINDS), objectsIn(after, KINDS), idOf);
    return [...linesOf("lost", lost), ...linesOf("gained", gained)];
  },
  judgesBlock: (resource) => hasOnly(resource, KINDS),
  judgesEdit: (_, edit) => isObjectOf(edit, KINDS),
};

const linesOf = (sentence: "lost" | "gained", all: readonly MonitoringObject[]): TopicLine[] =>
  all.slice(0, 1).map(({ resource }) => {
    const names = firstAndMore(all.map(({ kind, name }) => `${kind} ${name}`));
    return sentencesOf("Scrape targets").line(sentence, resource, { names });
  });
