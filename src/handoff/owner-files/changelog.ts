import { type HandedEnvironment } from "./handed-environment";

/** The first text of the owner's list of changes. */
export const changelog = ({ environment, layers }: HandedEnvironment): string => `# Changelog

Changes of these modules, the newest first. Each entry names the module, what its plan shows, and what to do before or after the apply.

## Unreleased

- The modules ${layers.join(", ")} of ${environment} were taken over. Where the resources exist already, the first plans only move them to the
  addresses in \`moved\` blocks.
`;
