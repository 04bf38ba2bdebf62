import { own } from "../../base/own";
import { type EnvironmentConfig } from "../../environment/schema";

/** Whether Alertmanager has a node at all times. Its heartbeat is missing every night otherwise. */
export function hasHeartbeat({ components }: EnvironmentConfig): boolean {
  const offHours = own(components ?? {}, "off-hours") as { readonly keepNodes: number } | undefined;
  return offHours?.keepNodes !== 0;
}
