import { type Layer } from "../../base/layers";
import { type Format } from "../module/format";

/** The hand-over of an environment, as files of its owner name it. */
export interface HandedEnvironment {
  readonly environment: string;
  readonly format: Format;
  /** Modules in the order in which they are applied. */
  readonly layers: readonly Layer[];
}

/** The first text of the owner's list of changes. */
export const changelog = ({ environment, layers }: HandedEnvironment): string => `# Changelog

Changes of these modules, the newest first. Each entry names the module, what its plan shows, and what to do before or after the apply.

## Unreleased

- The modules ${layers.join(", ")} of ${environment} were taken over. Where the resources exist already, the first plans only move them to the
  addresses in \`moved\` blocks.
`;
