import { type Panel } from "./panel";

export interface Dashboard {
  /** Unique in Grafana, and part of its address. At most 40 characters. */
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

const COLUMNS = 2;
const WIDTH = 24 / COLUMNS;
const HEIGHT = 8;

/** The data source that the chart creates. */
const SOURCE = { type: "prometheus", uid: "prometheus" };

/** The JSON of a dashboard. Unconfirmed: no Grafana has loaded it here, and its schema version was not read in a source. */
export function dashboardJson({ uid, title, panels }: Dashboard): string {
  return JSON.stringify({
    uid,
    title,
    tags: ["private-eks-inference"],
    editable: false,
    schemaVersion: 39,
    time: { from: "now-6h", to: "now" },
    refresh: "1m",
    panels: panels.map((panel, index) => panelJson(panel, index)),
  });
}

const panelJson = ({ title, description, unit, queries }: Panel, index: number) => ({
  id: index + 1,
  type: "timeseries",
  title,
  description,
  datasource: SOURCE,
  gridPos: { x: (index % COLUMNS) * WIDTH, y: Math.floor(index / COLUMNS) * HEIGHT, w: WIDTH, h: HEIGHT },
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  targets: queries.map(({ expression, legend }, query) => ({
    refId: String.fromCharCode("A".charCodeAt(0) + query),
    datasource: SOURCE,
    expr: expression,
    legendFormat: legend,
  })),
});
