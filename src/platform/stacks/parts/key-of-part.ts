import { own } from "../../../base/own";
import { type SettingPath } from "../../../terraform/cause-record";
import { type EnvironmentConfig } from "../../../environment/schema";
import { type Part } from "../../contract";

/** Key of the file that a part of the platform is there for; that of the cluster for a part of each environment. */
export function keyOfPart(
  { components = {}, charts = {} }: EnvironmentConfig,
  { id, scope }: Pick<Part, "id" | "scope">,
): SettingPath {
  if (own(components, id) !== undefined) return ["components", id];
  return own(charts, id) !== undefined && scope === `charts/${id}` ? ["charts", id] : ["cluster"];
}
