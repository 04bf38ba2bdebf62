import { type SettingRecord } from "../../terraform/environment-record";
import { nameOfItem } from "./item-names";
import { type Scalar } from "./scalars";

/** Names of variables that differ from the path of their setting. */
const NAMES: readonly (readonly [path: RegExp, name: string])[] = [
  [/^$/, "environment"],
  [/^account$/, "account_id"],
  [/^tags\.(.*)$/, "tag_$1"],
  [/^network\.flowLogs\.retentionDays$/, "flow_log_retention_days"],
  [/^cluster\.(name|roleName)$/, "cluster_$1"],
  [/^cluster\.version$/, "kubernetes_version"],
  [/^cluster\.nodeGroups\.(.*)$/, "node_group_$1"],
  [/^entry\.(certificateArn|hostedZoneId|webAclArn)$/, "$1"],
  [/^models\.([^.]*)\.replicas\.(min|max)$/, "$1_$2_replicas"],
  [/^(network|cluster|components|models)\.(attachments\.)?(.*)$/, "$3"],
];

/** Names of the variables of scalars: those with equal names get the whole path. */
export function scalarNames(scalars: readonly Scalar[], all: readonly SettingRecord[]): Map<Scalar, string> {
  const short = scalars.map((scalar) => shortName(stepsOf(scalar, all).join(".")));
  return new Map(
    scalars.map((scalar, index) => {
      const name = short[index] ?? "";
      const isOnly = short.filter((each) => each === name).length === 1;
      return [scalar, isOnly ? name : snake(stepsOf(scalar, all).join("_"))];
    }),
  );
}

function shortName(path: string): string {
  for (const [pattern, name] of NAMES) if (pattern.test(path)) return snake(path.replace(pattern, name));
  return snake(path);
}

/** Names that the variable of a setting can have. */
export function variableNames(path: Scalar["path"], settings: readonly SettingRecord[]): string[] {
  const steps = stepsOf({ path }, settings);
  return [shortName(steps.join(".")), snake(steps.join("_"))];
}

/** Steps of a path, with the names of items in place of their numbers. */
const stepsOf = ({ path }: Pick<Scalar, "path">, settings: readonly SettingRecord[]): (string | number)[] =>
  path.map((step, index) =>
    typeof step === "number" ? (nameOfItem(path.slice(0, index + 1), settings) ?? step) : step,
  );

const snake = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])(GiB|MiB|[A-Z])/g, "$1_$2")
    .replaceAll(/([a-z])(Gi|Mi)(B|Bps)\b/g, "$1_$2$3")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
