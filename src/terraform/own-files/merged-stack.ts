import { type JsonObject, asObject } from "../stack-json";

/** The files of a stack as one configuration. Terraform merges the settings of all `terraform` blocks. */
export const mergedStack = (files: readonly JsonObject[]): JsonObject => ({
  ...Object.assign({}, ...files),
  terraform: Object.assign({}, ...files.map((file) => asObject(file["terraform"]))) as JsonObject,
});
