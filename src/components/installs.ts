import { installFargate } from "./fargate/install";
import { installLogRouter } from "./fargate-log-router/install";
import { type Install } from "./install";

/** Resources of parts beyond identities and releases, by the id of the part. */
export const INSTALLS: Readonly<Record<string, Install>> = {
  fargate: installFargate,
  "fargate-log-router": installLogRouter,
};
