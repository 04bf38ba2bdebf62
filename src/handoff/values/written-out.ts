import { type SettingRecord } from "../../terraform/environment-record";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { configsOf, ofType } from "../variables/variable";
import { type Stacks } from "./places";

/**
 * Settings with values that the program has where the file has none: versions of add-ons, and the threshold of the cost alarm. They are
 * variables too, and do not follow another version or region.
 */
export function writtenOut(settings: readonly SettingRecord[], stacks: Stacks): readonly SettingRecord[] {
  const cluster = stacks.get("cluster") ?? {};
  const network = stacks.get("network") ?? {};
  const program = [...addonVersions(cluster), ...alarmThreshold(network)].filter(
    ({ path }) => !settings.some((setting) => setting.path.join("\n") === path.join("\n")),
  );
  const isFilled = ({ path, value }: SettingRecord): boolean =>
    typeof value === "object" &&
    program.some((each) => path.every((step, index) => each.path[index] === step));
  return [...settings.filter((setting) => !isFilled(setting)), ...program];
}

const addonVersions = (cluster: JsonObject): SettingRecord[] =>
  configsOf(cluster, "aws_eks_addon").flatMap(({ addon_name: name, addon_version: version }) =>
    typeof name === "string" && typeof version === "string" && !version.includes("${")
      ? [{ path: ["cluster", "addonVersions", name], value: version }]
      : [],
  );

function alarmThreshold(network: JsonObject): SettingRecord[] {
  const { threshold } = asObject(ofType(network, "aws_cloudwatch_metric_alarm")["cost_alarm_vpc"]);
  return typeof threshold === "number"
    ? [{ path: ["network", "costAlarm", "thresholdUsd"], value: threshold }]
    : [];
}
