import { type EnvironmentConfig } from "./schema";

type ExistingConfig = NonNullable<EnvironmentConfig["network"]["existing"]>;

/** Whether an existing network is given by ids, so that Terraform creates what is missing; otherwise it is looked up by names. */
export const isByIds = ({ vpcId, vpcTags }: ExistingConfig): boolean =>
  vpcId !== undefined || vpcTags !== undefined;
