import { type PermissionOfFile } from "../../facts/permissions";
import { type ComposedEnvironment } from "../contract";

/** Statements of all models and own charts, and calls of parts on buckets that they do not create. */
export const bucketPermissions = ({ config, parts }: ComposedEnvironment): PermissionOfFile[] => [
  ...config.models.flatMap(({ permissions }) => permissions),
  ...Object.values(config.charts ?? {}).flatMap(({ role }) => role?.permissions ?? []),
  ...parts.flatMap(({ contributes }) => contributes.bucketCalls),
];
