import { type JsonObject, asArray, asObject } from "./stack-json";

/** The lifecycle block of a resource, which Terraform JSON writes as an object or as a list of one. */
export const lifecycleOf = (config: JsonObject | undefined): JsonObject =>
  asObject(asArray(config?.["lifecycle"])[0] ?? config?.["lifecycle"]);
