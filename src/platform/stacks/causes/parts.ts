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
      const row = rowOf(layer, hasKey ? `components.${part.id}` : undefined);
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
};

const ROWS: Readonly<Record<"network" | "cluster" | "platform", Omit<Shaped, "part">>> = {
  network: { by: { namePrefix: "name tags", "network.existing": "exists" } },
  cluster: { by: ADDON },
  platform: { by: CHART, shapedBy: { cachedRegistries: "values" } },
};

/** A row for a part, with the key that enables it. */
const rowOf = (layer: keyof typeof ROWS, key: string | undefined): Shaped =>
  key === undefined
    ? { part: "cluster", ...ROWS[layer] }
    : { part: key, ...ROWS[layer], by: { ...ROWS[layer].by, [key]: "exists values policy" } };
