import type { App, TerraformStack } from "cdktf";

/** A layer of an environment. Each is a stack with a state of its own, in the order in which they are applied. */
export type Layer = "state" | "network" | "cluster" | "platform" | "models";

export interface EnvironmentsProps {
  /**
   * Folder with a YAML file for each environment, and the address locks beside them. A relative path begins at the working
   * directory.
   *
   * @default - the folder that the command synth reads: `ENVIRONMENTS_DIR`, else `environments`
   */
  readonly environmentsDir?: string;

  /**
   * Names of environments, such as `["demo"]`. The rules between environments are checked for all files of the folder.
   *
   * @default - all
   */
  readonly environments?: readonly string[];
}

/** The environments that an App has. */
export interface Environments {
  /** Names of the environments, sorted. */
  readonly names: readonly string[];

  /**
   * The stack of a layer. Resources with this scope belong to its state, and are checked with the environment. Their ids need a
   * lower-case letter at the beginning, since they become addresses.
   *
   * @throws an Error that names the environments and layers, if there is none of that name
   */
  stack(environment: string, layer: Layer): TerraformStack;
}

/**
 * Adds the stacks of environments to an App, as the command synth builds them: `<environment>-<layer>`.
 *
 * `app.synth()` then writes them with the files beside them, runs all checks, and throws an Error with every finding whose severity
 * is error and that no waiver accepts, and with every address that differs from an address lock. `skipValidation` of the App turns
 * this off.
 *
 * @throws an Error with all mistakes in the files of the environments, each with its file and line; no stack is added then
 * @throws an Error with two paths, if `app` is of another copy of cdktf than the one that this package resolves
 */
export declare function addEnvironments(app: App, props?: EnvironmentsProps): Environments;
