import { type Caller } from "./caller-types";
import everyEnvironment from "./every-environment.json";
import { CALLERS_OF_PARTS } from "./generated/callers-of-parts";
import { CHART_FACTS, type ChartFacts, type ServiceCall } from "./charts";

/** Nodes and models are in every environment, without a chart, an add-on or a key under `components`. */
const NODES_AND_MODELS = everyEnvironment.callers as readonly Caller[];

/** The pods of a chart as callers. */
export const callerOfChart = (chart: ChartFacts): Caller => ({
  title: chart.title,
  sign: { chart },
  from: "nodes",
  calls: chart.calls,
  controlPlanePorts: Object.fromEntries(
    chart.controlPlanePorts.map((port) => [port, `webhook of the ${chart.title}`]),
  ),
  source: `${chart.source.repository} ${chart.source.tag} (read ${chart.source.read})`,
});

const position = ({ order = Infinity }: Caller): number => order;

/** All callers. Findings and diagrams list them in this order, which does not depend on the folder of a row. */
export const ALL_CALLERS: readonly Caller[] = [
  ...[...NODES_AND_MODELS, ...CALLERS_OF_PARTS].sort((a, b) => position(a) - position(b)),
  ...Object.values(CHART_FACTS).map(callerOfChart),
];

/** Calls that happen in any case: no value of a release disables them, and nothing else decides. */
export const constantCalls = ({ calls }: Caller): readonly ServiceCall[] =>
  calls.filter(({ unlessFalse, onlyIf }) => unlessFalse === undefined && onlyIf === undefined);
