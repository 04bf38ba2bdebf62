import { CHART_FACTS, type ChartFacts } from "../../src/evidence/charts";

function factsOf(chart: string): ChartFacts {
  const facts = CHART_FACTS[chart];
  if (!facts) throw new Error(`no facts of the chart ${chart}`);
  return facts;
}

/** Version of a chart by its facts, which `npm run chart-facts` writes: an upgrade edits no test. */
export const versionOfChart = (chart: string): string => factsOf(chart).version;

/** Tag of the image of a chart whose repository has this end. */
export function tagOfChartImage(chart: string, end: string): string {
  const image = factsOf(chart).images.find(({ repository }) => repository.endsWith(`/${end}`));
  if (!image) throw new Error(`no image ${end} of the chart ${chart}`);
  return image.tag;
}
