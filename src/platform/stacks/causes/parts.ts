import { type ComposedEnvironment } from "../../parts/compose";
import { own } from "../../../shared/values/own";
import { type Layer } from "../../../shared/terraform/layers";
import { type CauseTable, type Shaped } from "./table";

/** Settings that shape the resources of parts without a row of their own: those that every add-on, chart and role has. */
export function partCauses({ parts, config }: ComposedEnvironment, layer: Layer): CauseTable {
  if (layer !== "network" && layer !== "cluster" && layer !== "platform") return {};
  return Object.fromEntries(
    parts.flatMap((part): [string, Shaped][] => {
      const hasKey = own(config.components ?? {}, part.id) !== undefined;
      const row = rowOf(ROWS[layer], hasKey ? `components.${part.id}` : undefined);
      return [part.scope, ...part.charts.flatMap(({ crdsCommand }) => crdsCommand?.output ?? [])].map(
        (path) => [path, row],
      );
    }),
  );
}

const ADDON: Shaped["by"] = {
  namePrefix: "aws_iam_role:name",
  "cluster.version": "exists kubernetes_version addon_version",
  "cluster.addonVersions": "exists addon_version",
  "cluster.name": "aws_cloudwatch_log_group:name",
  "cluster.logRetentionDays": "retention_in_days",
};

const CHART: Shaped["by"] = {
  namePrefix: "aws_iam_role:name",
  account: "repository values value policy",
  region: "repository values value policy",
  "cluster.name": "policy",
  "network.egress": "repository values value",
  "components.pull-through-cache": "values",
};

const ROWS: Readonly<Record<"network" | "cluster" | "platform", Shaped["by"]>> = {
  network: { namePrefix: "name tags", "network.existing": "exists" },
  cluster: ADDON,
  platform: CHART,
};

/** A row for a part, with the key that enables it. */
const rowOf = (by: Shaped["by"], key: string | undefined): Shaped =>
  key === undefined ? { part: "cluster", by } : { part: key, by: { ...by, [key]: "exists values policy" } };
