import { ANYWHERE } from "../../base/cidr";
import { type SettingRecord } from "../../terraform/environment-record";
import { nested } from "../../terraform/settings";
import { type Json } from "../../terraform/stack-json";

/**
 * The default route of `egress: transit-gateway`, which the schema adds to the ranges of the only transit gateway. It is no
 * value of the file, so that no change of it is a cause.
 */
export const defaultRoute = {
  without: (settings: readonly SettingRecord[]) =>
    changed(settings, (cidrs) => (cidrs.at(-1) === ANYWHERE ? cidrs.slice(0, -1) : cidrs)),
  with: (settings: readonly SettingRecord[]) =>
    changed(settings, (cidrs) => (cidrs.includes(ANYWHERE) ? cidrs : [...cidrs, ANYWHERE])),
};

interface Network {
  readonly egress?: string;
  readonly attachments?: readonly { readonly type: string }[];
}

function changed(
  settings: readonly SettingRecord[],
  change: (cidrs: readonly Json[]) => readonly Json[],
): readonly SettingRecord[] {
  const { network = {} } = nested(settings) as { readonly network?: Network };
  const isGateway = (each: { readonly type: string }): boolean => each.type === "transit-gateway";
  const { egress, attachments = [] } = network;
  if (egress !== "transit-gateway" || attachments.filter(isGateway).length !== 1) return settings;
  const path = ["network", "attachments", attachments.findIndex(isGateway), "cidrs"].join(" ");
  return settings.map((setting) =>
    setting.path.join(" ") === path && Array.isArray(setting.value)
      ? { ...setting, value: change(setting.value) as Json }
      : setting,
  );
}
