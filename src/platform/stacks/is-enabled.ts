import { type Environment } from "../../environment/environment";
import { partSettings } from "../part-settings";
import { type Component } from "../contract";

/** True if an environment has a part. */
export const isEnabled = (
  { id, isEnabled, settings }: Component<unknown>,
  environment: Pick<Environment, "config">,
): boolean => isEnabled?.(environment) ?? (!settings || partSettings(environment.config, id) !== undefined);
