import { type EnvironmentPlan, type PlannedResource } from "../../../terraform/environment-plan";
import { say } from "../../stages/phrase";
import { firstAndMore } from "../names";
import { type Change, type Topic, type TopicLine, gainedAndLost } from "../topic";
import { hasOnly, isObjectOf, objectsIn } from "./objects-in";

const KINDS = ["ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig"];

interface Target {
  readonly resource: PlannedResource;
  readonly name: string;
}

/** Targets that Prometheus reads series from. */
export const scrapeTargets: Topic = {
  title: "Scrape targets",
  lines: ({ before, after }: Change) => {
    const { gained, lost } = gainedAndLost(targetsOf(before), targetsOf(after));
    return [
      ...lines("attention", lost, "no longer read by Prometheus, so that alerts on its series cannot fire"),
      ...lines("info", gained, "now read by Prometheus"),
    ];
  },
  judges: (changed, edit) => (edit === undefined ? hasOnly(changed, KINDS) : isObjectOf(edit, KINDS)),
};

function lines(level: TopicLine["level"], targets: readonly Target[], what: string): TopicLine[] {
  return targets.slice(0, 1).map(({ resource: { layer, address } }) => ({
    level,
    layer,
    address,
    text: say`${[what]}: ${firstAndMore(targets.map(({ name }) => name))}`,
  }));
}

const targetsOf = (plan: EnvironmentPlan): Map<string, Target> =>
  new Map(
    objectsIn(plan, KINDS).map(({ resource, kind, namespace, name }) => [
      JSON.stringify([kind, namespace, name]),
      { resource, name: `${kind} ${name}` },
    ]),
  );
