import { awsLocation } from "../../facts/aws";
import { type ComposedEnvironment } from "../contract";
import { publicRegistries } from "./images";

/** Calls of nodes and pods through gateway endpoints: buckets, and statements of models, own charts and parts on those of others. */
export const gatewayCalls = (environment: ComposedEnvironment) => {
  const { config, names, parts } = environment;
  return {
    location: awsLocation(config.account, config.region),
    modelBucket: names.modelBucket,
    buckets: parts.flatMap(({ contributes }) => contributes.buckets),
    permissions: [
      ...config.models.flatMap(({ permissions }) => permissions),
      ...Object.values(config.charts ?? {}).flatMap(({ role }) => role?.permissions ?? []),
      ...parts.flatMap(({ contributes }) => contributes.bucketCalls),
    ],
    registries: publicRegistries(environment),
  };
};
