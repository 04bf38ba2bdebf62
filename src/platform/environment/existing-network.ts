import { type EnvironmentConfig } from "./environment";

export type ExistingConfig = NonNullable<EnvironmentConfig["network"]["existing"]>;

/** Whether an existing network is given by ids, so that Terraform makes what is missing; otherwise it is looked up by names. */
export const isByIds = ({ vpcId, vpcTags }: ExistingConfig): boolean =>
  vpcId !== undefined || vpcTags !== undefined;

/** Whether Terraform makes security groups and endpoints: in its own network, and in one by ids. */
export const makesParts = ({ network }: EnvironmentConfig): boolean =>
  network.existing === undefined || isByIds(network.existing);
